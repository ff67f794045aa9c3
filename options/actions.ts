import type { ClientChoice, DocumentFlaw } from '../src/domain/client.ts';
import type { Examination } from '../src/domain/examination.ts';
import type { Grant, Site } from '../src/domain/grant.ts';
import type { IdentityId, Issuer } from '../src/domain/identity.ts';
import type { StorageRoot } from '../src/domain/pod.ts';
import type { PodPolicy } from '../src/domain/pod-setting.ts';
import type { LockActions } from '../src/ui/lock/lock-actions.ts';
import type { SignInActions } from '../src/ui/sign-in-actions.ts';

/** What a person can do in the options. Whoever starts one shows how it goes. */
export interface Actions extends SignInActions, LockActions {
  readonly addIssuer: (address: string) => Promise<Issuer>;
  readonly removeIssuer: (issuer: Issuer) => Promise<unknown>;
  readonly examineIssuer: (address: string) => Promise<Examination>;
  readonly setLegacy: (issuer: Issuer, legacy: boolean) => Promise<unknown>;
  /** A null secret leaves the one that is kept. */
  readonly chooseClient: (issuer: Issuer, choice: ClientChoice, secret: string | null) => Promise<unknown>;
  readonly checkClientDocument: (clientId: string) => Promise<readonly DocumentFlaw[]>;
  readonly signInWithCredentials: (credentials: Credentials) => Promise<unknown>;
  /** Adds the pod at an address that a person typed, once the browser lets Latchkey reach its host. */
  readonly addPod: (address: string) => Promise<StorageRoot>;
  /** Forgets what was chosen for a pod, and the pod itself unless a profile names it. */
  readonly removePod: (storage: StorageRoot) => Promise<unknown>;
  readonly setPodPolicy: (storage: StorageRoot, policy: PodPolicy) => Promise<unknown>;
  /** Null follows the active identity. */
  readonly setPodIdentity: (storage: StorageRoot, identity: IdentityId | null) => Promise<unknown>;
  readonly revokeGrant: (grant: Pick<Grant, 'site' | 'identity' | 'storage'>) => Promise<unknown>;
  readonly disconnectSite: (site: Site) => Promise<unknown>;
  /** Offers Latchkey to every site, which the browser asks about first, or to connected ones only. */
  readonly offerEverywhere: (everywhere: boolean) => Promise<unknown>;
  readonly usePrivateWindows: (used: boolean) => Promise<unknown>;
  /** Goes to a place in the options. */
  readonly go: (hash: string) => void;
  readonly dismissFailure: () => void;
}

/** What the client-credentials grant needs. */
export interface Credentials {
  /** An issuer or a WebID. */
  readonly input: string;
  readonly clientId: string;
  readonly secret: string;
}
