import type { SignedHeaders } from '../../src/domain/exchange.ts';
import type { Explanation, Question } from '../../src/domain/explanation.ts';
import type { IdentityId } from '../../src/domain/identity.ts';
import type { Inspection, Judgement } from '../../src/domain/inspection.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import type { SiteView, View } from '../../src/domain/view.ts';
import type { Following } from '../../src/inspect/explain/explain.ts';
import type { MessageInput } from '../../src/messaging/contract.ts';

/** What the developers' tabs ask for; each rejects with a LatchkeyError. */
export interface DeveloperActions {
  readonly inspect: (id: IdentityId) => Promise<Inspection>;
  /** Signs one request, which the page makes itself. */
  readonly sign: (request: MessageInput<'sign'>) => Promise<SignedHeaders>;
  /** What would be done with a request right now. */
  readonly judge: (request: MessageInput<'judge'>) => Promise<Judgement>;
  /** Why a request is refused: found step by step, by requests that change nothing. */
  readonly explain: (question: Question, known: View, following: Following) => Promise<Explanation>;
}

/** What a person can do about a cause; what comes of it shows in the next view, or as a failure. */
export interface RepairActions {
  readonly signInAgain: (id: IdentityId) => void;
  /** Asks the browser for hosts from which it keeps Latchkey. */
  readonly letOnto: (urls: readonly [string, ...string[]]) => void;
  readonly connectSite: (site: Pick<SiteView, 'site' | 'tabId'>, pods: readonly StorageRoot[]) => void;
  /** Opens the options where pods are added and set. */
  readonly openPods: () => void;
}
