import type { IdentityId } from './identity.ts';
import { contains, mayHold, podOf, type StorageRoot } from './pod.ts';

export const POD_POLICIES = ['when-asked', 'never'] as const;

/** When requests to a pod are signed, if they may be: as it asks for that, or not at all. */
export type PodPolicy = (typeof POD_POLICIES)[number];

/** What the person chose for a pod. */
export interface PodSetting {
  readonly storage: StorageRoot;
  readonly policy: PodPolicy;
  /** Who opens pages there; null is whoever is active. */
  readonly identity: IdentityId | null;
  /** Whether the person added the pod by hand. */
  readonly isAdded: boolean;
  /** Whether the organisation has set it. */
  readonly isManaged?: true;
}

/** What counts for a pod of a profile for which the person chose nothing. */
export function defaultSetting(storage: StorageRoot): PodSetting {
  return { storage, policy: 'when-asked', identity: null, isAdded: false };
}

/** The pods that are known, and what was chosen for any of them. */
export interface PodKnowledge {
  readonly pods: readonly StorageRoot[];
  readonly podSettings: readonly PodSetting[];
}

/**
 * Whether nothing may be signed for a URL. A pod's policy does not speak for another pod that lies in it, and the
 * organisation's only not for another pod of its own; for all else a server might take for the pod's, it does.
 */
export function isNeverSigned(url: URL, { pods, podSettings }: PodKnowledge): boolean {
  const set = podSettings.flatMap(({ storage, isManaged }) => (isManaged === true ? [storage] : []));
  return podSettings.some(({ storage, policy, isManaged }) => {
    const pod = podOf(isManaged === true ? set : pods, url);
    const isInner = pod !== undefined && pod !== storage && contains(storage, new URL(pod));
    return policy === 'never' && !isInner && mayHold(storage, url);
  });
}
