import type { ApprovalReply } from '../src/domain/view.ts';
import type { UnlockActions } from '../src/ui/lock/lock-actions.ts';
import type { StartActions } from './actions.ts';

/** What a person can do in the approval window. */
export interface ApprovalActions extends StartActions, UnlockActions {
  readonly answer: (approval: string, reply: ApprovalReply) => void;
  /** Denies every question that waits, this one with them. */
  readonly refuseAll: () => void;
  readonly dismissFailure: () => void;
  readonly close: () => void;
}
