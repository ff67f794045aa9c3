import type { ActivityLog } from '../../src/domain/activity.ts';
import type { SignedHeaders } from '../../src/domain/exchange.ts';
import type { Explanation, Question } from '../../src/domain/explanation.ts';
import type { IdentityId, Issuer, WebId } from '../../src/domain/identity.ts';
import type { Inspection, Judgement } from '../../src/domain/inspection.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import type { SiteView } from '../../src/domain/view.ts';
import type { Following } from '../../src/inspect/explain/explain.ts';
import type { SignatureVerdict } from '../../src/inspect/signature.ts';
import type { MessageInput } from '../../src/messaging/contract.ts';
import type { SentAnswer } from './sending.ts';
import type { ProvenRequest } from './snippets.ts';

/** What the developers' tabs ask for; each rejects with a LatchkeyError. */
export interface DeveloperActions {
  readonly inspect: (id: IdentityId) => Promise<Inspection>;
  /** Signs one request, which the page makes itself. */
  readonly sign: (request: MessageInput<'sign'>) => Promise<SignedHeaders>;
  /** What would be done with a request right now. */
  readonly judge: (request: MessageInput<'judge'>) => Promise<Judgement>;
  /** The issuers that a profile names right now. */
  readonly issuersNamedBy: (webId: WebId) => Promise<readonly Issuer[]>;
  /** What an issuer's keys say of a token right now. */
  readonly verifySignature: (token: string, issuer: Issuer) => Promise<SignatureVerdict>;
  /** Makes a request from this page. */
  readonly send: (request: ProvenRequest) => Promise<SentAnswer>;
  /** Asks the browser for a host, which has to happen within a click; says what the person answered. */
  readonly allowHost: (url: string) => Promise<boolean>;
  /** All pods that Latchkey knows. */
  readonly knownPods: () => Promise<readonly StorageRoot[]>;
  /** The address of the page over which the popup is open, where the browser tells it. */
  readonly openAddress: () => Promise<string | null>;
  /** Calls back with what was recorded, at once and at every change, until the returned function is called. */
  readonly watchActivity: (onLog: (log: ActivityLog) => void) => () => void;
  readonly clearActivity: () => Promise<void>;
  readonly pauseActivity: (paused: boolean) => Promise<void>;
  /** Has the browser keep a text as a file. */
  readonly download: (name: string, text: string) => void;
  /** Latchkey's own. */
  readonly version: () => string;
  /** Why a request is refused: found step by step, by requests that change nothing. */
  readonly explain: (question: Question, following: Following) => Promise<Explanation>;
}

/** What a person can do about a cause; what comes of it shows in the next view, or as a failure. */
export interface RepairActions {
  readonly signInAgain: (id: IdentityId) => void;
  /** Asks the browser for hosts from which it keeps Latchkey. */
  readonly letOnto: (urls: readonly [string, ...string[]]) => void;
  /** Asks the browser for the site's host and those of `urls`, then the person for what it may do. */
  readonly connectSite: (site: Pick<SiteView, 'site' | 'tabId'>, urls: readonly string[]) => void;
  /** Opens the options where pods are added and set. */
  readonly openPods: () => void;
}
