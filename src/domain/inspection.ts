import type { Grant, Mode } from './grant.ts';
import type { IdentityId, Issuer, WebId } from './identity.ts';
import type { StorageRoot } from './pod.ts';
import type { Tokens } from './session.ts';

/** What the inspector is told of an identity: all but what signs and what renews. */
export interface Inspection {
  readonly id: IdentityId;
  readonly webId: WebId;
  readonly issuer: Issuer;
  readonly clientId: string;
  /** Whole tokens: a page shows nothing of them that could be used, unless it is asked to. Null without a session. */
  readonly tokens: Omit<Tokens, 'refreshToken'> | null;
  readonly publicJwk: JsonWebKey;
  /** The public key's thumbprint, RFC 7638. */
  readonly jkt: string;
}

/** Why a request is left as it is. */
export type LeftBecause = 'anonymous' | 'method' | 'not-a-pod' | 'frame' | 'policy' | 'no-grant';

/** What Latchkey would do with a request right now. */
export interface Judgement {
  /** Who would sign it; null where it is left as it is. */
  readonly signer: IdentityId | null;
  /** Null where somebody signs. */
  readonly left: LeftBecause | null;
  /** Who the person is to the site that asks, or in the pod that is opened; null is Anonymous. */
  readonly identity: IdentityId | null;
  /** What has to be granted for it; null for a method that no grant speaks of. */
  readonly mode: Mode | null;
  /** The known pod that holds it. */
  readonly pod: StorageRoot | null;
  /** The grant under which it is signed; null for a person's own navigation. */
  readonly grant: Grant | null;
}
