import type { Failure } from './errors.ts';
import type { Site } from './grant.ts';
import type { IdentityId, Issuer, WebId } from './identity.ts';
import type { StorageRoot } from './pod.ts';
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
  | { readonly step: 'failed'; readonly input: string; readonly failure: Failure }
  | { readonly step: 'done'; readonly identity: IdentityId };

/** The parts of a sign-in that take time, in their order. */
export type SignInPhase = 'finding' | 'registering' | 'waiting-for-person' | 'finishing';

/** The site in the tab that the popup belongs to. */
export interface SiteView {
  readonly site: Site;
  readonly tabId: number;
  /** Pods that the site was granted, for the active identity. */
  readonly granted: readonly StorageRoot[];
  /** Pods that the page asked for without a grant. */
  readonly wanted: readonly StorageRoot[];
  /** Pages of a pod's own host are written by whoever may write there. */
  readonly isPodHost: boolean;
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
}

/** The question that an approval window puts. */
export interface ApprovalView {
  readonly site: Site;
  readonly identity: IdentityView;
  readonly storages: readonly StorageRoot[];
  readonly isPodHost: boolean;
  readonly isFirst: boolean;
}

/** What a person answers. */
export type ApprovalAnswer = 'once' | 'until-sign-out' | 'always' | 'deny';
