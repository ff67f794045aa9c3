import type { ApprovalReply } from '../src/domain/view.ts';

/** No, as an answer: to nobody, for nothing. */
export const DENIED: ApprovalReply = { answer: 'deny', identity: null, access: [] };
