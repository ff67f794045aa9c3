import type { Failure } from './errors.ts';
import type { Access, Site } from './grant.ts';
import type { Issuer } from './identity.ts';
import type { StorageRoot } from './pod.ts';
import type { PodPolicy } from './pod-setting.ts';

/** What an organisation can turn off. */
export const FEATURES = ['developers', 'everySite', 'addIssuers', 'customClients'] as const;

export type Feature = (typeof FEATURES)[number];

/** After how many minutes without the person an organisation has it locked at the latest. */
export const MOST_IDLE = [5, 15, 60] as const;

/** What an organisation has set by the browser's policy, as far as it could be read. It is never copied elsewhere. */
export interface Managed {
  readonly issuers: readonly ManagedIssuer[];
  /** Whether these are the only issuers that anybody may sign in at. */
  readonly issuersOnly: boolean;
  readonly pods: readonly ManagedPod[];
  readonly sites: readonly ManagedSite[];
  /** Sites that may not be connected. */
  readonly blockedSites: readonly Site[];
  /** Whether nothing is signed before there is a lock. */
  readonly lockRequired: boolean;
  /** Undefined where the person chooses. */
  readonly lockIdleMinutes?: (typeof MOST_IDLE)[number] | undefined;
  readonly featuresOff: readonly Feature[];
  /** What could not be read, and why: `subject` says where in the policy it stands. */
  readonly problems: readonly Failure[];
}

/** Whether anybody may trust an issuer that is not the organisation's. */
export function mayAddIssuers({ issuersOnly, featuresOff }: Managed): boolean {
  return !issuersOnly && !featuresOff.includes('addIssuers');
}

export interface ManagedIssuer {
  readonly issuer: Issuer;
  /** How Latchkey is known there: the address of a Client ID Document, or the id of a client without a secret. */
  readonly clientId?: string | undefined;
}

/** A pod that everybody knows, or all pods below a prefix. */
export interface ManagedPod {
  readonly storage: StorageRoot;
  readonly policy: PodPolicy;
}

/** What a site may do in the pods of the organisation's people, as far as they lie below a prefix. */
export interface ManagedSite extends Access {
  readonly site: Site;
}
