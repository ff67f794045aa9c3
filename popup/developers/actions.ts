import type { SignedHeaders } from '../../src/domain/exchange.ts';
import type { IdentityId } from '../../src/domain/identity.ts';
import type { Inspection, Judgement } from '../../src/domain/inspection.ts';
import type { MessageInput } from '../../src/messaging/contract.ts';

/** What the developers' tabs ask for; each rejects with a LatchkeyError. */
export interface DeveloperActions {
  readonly inspect: (id: IdentityId) => Promise<Inspection>;
  /** Signs one request, which the page makes itself. */
  readonly sign: (request: MessageInput<'sign'>) => Promise<SignedHeaders>;
  /** What would be done with a request right now. */
  readonly judge: (request: MessageInput<'judge'>) => Promise<Judgement>;
}
