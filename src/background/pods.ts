import { parseTyped } from '../domain/address.ts';
import { LatchkeyError } from '../domain/errors.ts';
import { type IdentityId, shortUrl } from '../domain/identity.ts';
import { parseStorageRoot, type StorageRoot } from '../domain/pod.ts';
import { defaultSetting, type PodPolicy, type PodSetting } from '../domain/pod-setting.ts';
import { assertKnown, knownPods } from '../identities/identities.ts';
import { changePod, podSettings, resetPod } from '../identities/pods.ts';
import { managed } from '../platform/managed.ts';
import { voiding } from './signing.ts';

/** The known pods, and what the person chose for any that no profile names any more. */
export async function podViews(known: readonly StorageRoot[]): Promise<readonly PodSetting[]> {
  const settings = await podSettings();
  const all = new Set([...known, ...settings.map(({ storage }) => storage)]);
  return [...all].map((pod) => settings.find(({ storage }) => storage === pod) ?? defaultSetting(pod));
}

/**
 * Adds the pod at an address that a person typed.
 *
 * @throws LatchkeyError `address-invalid`, `address-insecure`, `pod-known`
 */
export async function addPod(address: string): Promise<StorageRoot> {
  const storage = parseStorageRoot(parseTyped(address).href);
  if ((await knownPods()).includes(storage)) throw new LatchkeyError('pod-known', shortUrl(storage));
  await change(storage, { isAdded: true });
  return storage;
}

/** Forgets what the person chose for a pod, and the pod itself unless a profile names it. */
export async function removePod(storage: StorageRoot): Promise<void> {
  await voiding(() => resetPod(storage));
}

/**
 * @throws LatchkeyError `managed` where the organisation has set it
 */
export async function setPodPolicy(storage: StorageRoot, policy: PodPolicy): Promise<void> {
  if ((await managed()).pods.some((pod) => pod.storage === storage))
    throw new LatchkeyError('managed', shortUrl(storage));
  await change(storage, { policy });
}

/**
 * Chooses who opens pages of a pod; null follows the active identity.
 *
 * @throws LatchkeyError `identity-unknown`
 */
export async function setPodIdentity(storage: StorageRoot, identity: IdentityId | null): Promise<void> {
  if (identity !== null) await assertKnown(identity);
  await change(storage, { identity });
}

/** What was signed under another setting, and not yet sent, is void. */
async function change(...[storage, parts]: Parameters<typeof changePod>): Promise<void> {
  await voiding(() => changePod(storage, parts));
}
