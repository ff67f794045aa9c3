import type { Site } from '../src/domain/grant.ts';
import type { IdentityId, Issuer } from '../src/domain/identity.ts';
import type { StorageRoot } from '../src/domain/pod.ts';
import type { SignInActions } from '../src/ui/sign-in-actions.ts';

/** What a person can do in the popup. What comes of it shows in the next view, or as a failure. */
export interface Actions extends SignInActions {
  readonly signIn: (input: string) => void;
  readonly signInAgain: (id: IdentityId) => void;
  readonly switchIdentity: (id: IdentityId | null) => void;
  readonly signOut: (id: IdentityId) => void;
  readonly signOutEverywhere: () => void;
  readonly signOutAt: (issuer: Issuer) => void;
  readonly staySignedInAt: (issuer: Issuer) => void;
  readonly forget: (id: IdentityId) => void;
  readonly connectSite: (tabId: number) => void;
  readonly disconnectSite: (site: Site) => void;
  readonly openPod: (pod: StorageRoot) => void;
  readonly openOptions: () => void;
  /** Opens the options where the issuer at an address is examined. */
  readonly examine: (address: string) => void;
  readonly dismissFailure: () => void;
}
