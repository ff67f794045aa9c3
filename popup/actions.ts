import type { Site } from '../src/domain/grant.ts';
import type { IdentityId, Issuer } from '../src/domain/identity.ts';
import type { StorageRoot } from '../src/domain/pod.ts';
import type { UnlockActions } from '../src/ui/lock/lock-actions.ts';
import type { SignInActions } from '../src/ui/sign-in-actions.ts';
import type { DeveloperActions, RepairActions } from './developers/actions.ts';

/** What a person can do to be signed in. */
export interface StartActions extends SignInActions {
  readonly signIn: (input: string) => void;
  readonly signInAgain: (id: IdentityId) => void;
  /** Opens the options where the issuer at an address is examined. */
  readonly examine: (address: string) => void;
}

/** What a person can do in the popup. What comes of it shows in the next view, or as a failure. */
export interface Actions extends StartActions, DeveloperActions, RepairActions, UnlockActions {
  readonly lock: () => void;
  readonly switchIdentity: (id: IdentityId | null) => void;
  readonly signOut: (id: IdentityId) => void;
  readonly signOutEverywhere: () => void;
  readonly signOutAt: (issuer: Issuer) => void;
  readonly staySignedInAt: (issuer: Issuer) => void;
  readonly forget: (id: IdentityId) => void;
  readonly disconnectSite: (site: Site) => void;
  /** Chooses who the person is to a site; null follows the active identity. */
  readonly chooseForSite: (site: Site, identity: IdentityId | null) => void;
  readonly usePrivateWindows: (used: boolean) => void;
  /** Has the browser load a tab's page anew. */
  readonly reloadTab: (tabId: number) => void;
  /** Goes to a place in the popup. */
  readonly goTo: (hash: string) => void;
  readonly openPod: (pod: StorageRoot) => void;
  readonly openOptions: () => void;
  readonly dismissFailure: () => void;
}
