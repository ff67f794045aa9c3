import type { Site } from '../src/domain/grant.ts';
import type { IdentityId, Issuer } from '../src/domain/identity.ts';
import type { StorageRoot } from '../src/domain/pod.ts';

/** What a person can do in the popup. What comes of it shows in the next view, or as a failure. */
export interface Actions {
  readonly signIn: (input: string) => void;
  readonly signInAgain: (id: IdentityId) => void;
  readonly chooseIssuer: (issuer: Issuer) => void;
  readonly trustIssuer: (issuer: Issuer) => void;
  readonly dismissSignIn: () => void;
  readonly switchIdentity: (id: IdentityId | null) => void;
  readonly signOut: (id: IdentityId) => void;
  readonly forget: (id: IdentityId) => void;
  readonly connectSite: (tabId: number) => void;
  readonly disconnectSite: (site: Site) => void;
  readonly openPod: (pod: StorageRoot) => void;
  readonly dismissFailure: () => void;
}
