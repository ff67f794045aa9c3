import * as v from 'valibot';
import type { IdentityId } from '../domain/identity.ts';
import { parseStorageRoot, type StorageRoot } from '../domain/pod.ts';
import { defaultSetting, POD_POLICIES, type PodSetting } from '../domain/pod-setting.ts';
import { managed } from '../platform/managed.ts';
import { stored } from '../platform/stored.ts';

const PodSettingSchema = v.object({
  storage: v.custom<StorageRoot>(isStorageRoot),
  policy: v.picklist(POD_POLICIES),
  identity: v.nullable(v.custom<IdentityId>((id) => typeof id === 'string')),
  isAdded: v.boolean(),
});

/** What deviates from the default: pods that were added by hand, and what was chosen for any pod. */
const settings = stored<readonly PodSetting[]>('database', 'pods', v.array(PodSettingSchema), []);

/** What the organisation set for pods, then what the person chose, in the order in which they first did. */
export async function podSettings(): Promise<readonly PodSetting[]> {
  const [own, { pods }] = await Promise.all([settings.read(), managed()]);
  const of = (storage: StorageRoot) => own.find((one) => one.storage === storage);
  const set = pods.map(({ storage, policy }): PodSetting => {
    const { identity } = of(storage) ?? defaultSetting(storage);
    return { storage, policy, identity, isAdded: false, isManaged: true };
  });
  return [...set, ...own.filter(({ storage }) => pods.every((pod) => pod.storage !== storage))];
}

/**
 * Changes what is chosen for a pod, be it known or not.
 *
 * @throws LatchkeyError `address-invalid`, `address-insecure`
 */
export async function changePod(
  storage: StorageRoot,
  change: Partial<Omit<PodSetting, 'storage'>>,
): Promise<void> {
  const fresh = defaultSetting(parseStorageRoot(storage));
  await settings.update((all) => {
    const isNew = all.every((one) => one.storage !== storage);
    return (isNew ? [...all, fresh] : all)
      .map((one) => (one.storage === storage ? { ...one, ...change } : one))
      .filter(deviates);
  });
}

/** Forgets what is chosen for a pod; one that was added by hand goes with it. */
export async function resetPod(storage: StorageRoot): Promise<void> {
  await settings.update((all) => all.filter((one) => one.storage !== storage));
}

/** Forgets the choices of an identity that is forgotten. */
export async function forgetPodIdentity(identity: IdentityId): Promise<void> {
  await settings.update((all) =>
    all.map((one) => (one.identity === identity ? { ...one, identity: null } : one)).filter(deviates),
  );
}

function deviates({ policy, identity, isAdded }: PodSetting): boolean {
  return policy !== 'when-asked' || identity !== null || isAdded;
}

function isStorageRoot(value: unknown): boolean {
  try {
    return typeof value === 'string' && parseStorageRoot(value) === value;
  } catch {
    return false;
  }
}
