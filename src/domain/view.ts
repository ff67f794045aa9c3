import type { ClientView } from './client.ts';
import type { Failure } from './errors.ts';
import type { Access, Grant, Mode, Site } from './grant.ts';
import type { IdentityId, Issuer, WebId } from './identity.ts';
import type { LockView } from './lock.ts';
import type { Managed } from './managed.ts';
import type { StorageRoot } from './pod.ts';
import type { PodSetting } from './pod-setting.ts';
import type { SessionState } from './session.ts';

/** An identity as the popup shows it: nothing in it is a secret. */
export interface IdentityView {
  readonly id: IdentityId;
  readonly webId: WebId;
  readonly issuer: Issuer;
  readonly name: string;
  /** A `data:image/png` URL. */
  readonly photo: string | null;
  readonly state: SessionState;
  /** The pods that the profile names. */
  readonly storages: readonly StorageRoot[];
}

/** Where a sign-in stands. It lives in the worker, so the popup may close and come back. */
export type SignIn =
  | { readonly step: 'idle' }
  | { readonly step: 'working'; readonly doing: SignInPhase; readonly input: string }
  | {
      readonly step: 'choose-issuer';
      readonly input: string;
      readonly webId: WebId | null;
      readonly issuers: readonly Issuer[];
    }
  | {
      readonly step: 'trust';
      readonly input: string;
      readonly webId: WebId | null;
      readonly issuer: Issuer;
      readonly saysSolid: boolean;
    }
  | {
      readonly step: 'legacy';
      readonly input: string;
      readonly webId: WebId | null;
      readonly issuer: Issuer;
      /** What the issuer left out: the `nonce` of the ID token, or DPoP as the type of its token. */
      readonly reason: LegacyReason;
    }
  | { readonly step: 'failed'; readonly input: string; readonly failure: Failure }
  | { readonly step: 'done'; readonly identity: IdentityId };

/** What an older server does otherwise, without harm under the "Legacy server" switch. */
export type LegacyReason = 'nonce-missing' | 'token-type-bearer';

/** The parts of a sign-in that take time, in their order. */
export type SignInPhase = 'finding' | 'registering' | 'waiting-for-person' | 'finishing';

/** What a site may do, and whether that is the person's to take back. */
export type Granted = Pick<Grant, keyof Access | 'isManaged'>;

/** The site in the tab that the popup belongs to. */
export interface SiteView {
  readonly site: Site;
  readonly tabId: number;
  /** Who the person is to the site; null is nobody. */
  readonly identity: IdentityId | null;
  /** Whether the person chose so for this site; else it is the active identity. */
  readonly isChosen: boolean;
  /** What the site was granted, for that identity. */
  readonly granted: readonly Granted[];
  /** What the page asked for without a grant. */
  readonly wanted: readonly Access[];
  /** The first request that it asked for without a grant; null where there is none. */
  readonly refused: { readonly url: string; readonly mode: Mode } | null;
  /** The addresses, of the site and of granted pods, from which the browser keeps Latchkey. */
  readonly unreached: readonly string[];
  /** Whether a script of the page asked for something before it was granted, and has to ask again. */
  readonly isLate: boolean;
  /** Pages of a pod's own host are written by whoever may write there. */
  readonly isPodHost: boolean;
}

/** An issuer that the person trusts. */
export interface IssuerView {
  readonly issuer: Issuer;
  readonly client: ClientView;
  /** Whether the person lets it do what older servers do. */
  readonly legacy: boolean;
}

/** All that the popup shows. */
export interface View {
  readonly identities: readonly IdentityView[];
  /** Null is Anonymous. */
  readonly active: IdentityId | null;
  readonly signIn: SignIn;
  /** Known pods whose host the browser has not yet let Latchkey see. */
  readonly unopenedPods: readonly StorageRoot[];
  readonly site: SiteView | null;
  /** Whether identities are used in private windows, too. */
  readonly isUsedInPrivate: boolean;
  /** Issuers whose own session in this browser goes on although Latchkey signed out. */
  readonly stillSignedInAt: readonly Issuer[];
  readonly lock: LockView;
  /** What the organisation has set. */
  readonly managed: Managed;
}

/** All that the options show: what there may be thousands of, too. */
export interface WholeView extends View {
  /** In the order in which they were trusted. */
  readonly issuers: readonly IssuerView[];
  /** Known pods, and those that the person chose something for, with what counts there. */
  readonly pods: readonly PodSetting[];
  /** Every grant there is, the newest last. */
  readonly grants: readonly Grant[];
  /** Whether Latchkey is offered to every site rather than to connected ones. */
  readonly isOfferedEverywhere: boolean;
  /** Where issuers send people back to: what a client has to register. */
  readonly redirectUri: string;
}

/** The question that the approval window puts. */
export interface ApprovalView {
  readonly id: string;
  readonly site: Site;
  /** Who it would be, unless the person chooses somebody else; null while nobody is signed in. */
  readonly identity: IdentityId | null;
  /** What is asked for; null for the pods of whoever is chosen. */
  readonly access: readonly Access[] | null;
  /** The site's own words, cleaned. */
  readonly reason: string | null;
  readonly isPodHost: boolean;
  readonly isFirst: boolean;
  /** How many sites wait with a question behind this one. */
  readonly waiting: number;
}

/** What a person answers to a question, and for what. */
export interface ApprovalReply {
  readonly answer: ApprovalAnswer;
  /** Who the person is to the site from now on. */
  readonly identity: IdentityId | null;
  readonly access: readonly Access[];
}

/** What a person answers. */
export type ApprovalAnswer = 'once' | 'until-sign-out' | 'always' | 'deny';
