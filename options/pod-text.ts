import type { PodPolicy, PodSetting } from '../src/domain/pod-setting.ts';
import type { IdentityView } from '../src/domain/view.ts';
import { nameAmong } from '../src/ui/twin.ts';

/** What a policy is called where it is chosen. */
export const POLICY_NAMES: Record<PodPolicy, string> = {
  'when-asked': 'When asked',
  never: 'Never',
};

/** What follows from a policy. */
export const POLICY_WORDS: Record<PodPolicy, string> = {
  'when-asked':
    'Pages and what they show, once the pod has refused them; what sites fetch, under your grants.',
  never: 'Nothing is signed here, whatever you allowed to sites.',
};

/** What follows from the identity that opens pages, chosen or active; undefined is Anonymous. */
export function identityWords(
  policy: PodPolicy,
  who: IdentityView | undefined,
  identities: readonly IdentityView[],
): string {
  if (policy === 'never') return 'Counts once something is signed here again.';
  if (who === undefined) return 'Anonymous opens no private pages.';
  if (who.state === 'signed-in') return 'Opens pages here.';
  return `${nameAmong(who, identities)} is not signed in. Sign in again from the popup.`;
}

/** How Latchkey comes to know a pod. */
export function originWords(
  { storage, isAdded, isManaged }: Pick<PodSetting, 'storage' | 'isAdded' | 'isManaged'>,
  identities: readonly IdentityView[],
): string {
  const owners = identities.filter(({ storages }) => storages.includes(storage));
  const names = owners.map((one) => `the profile of ${nameAmong(one, identities)}`);
  if (names.length > 0) return `From ${new Intl.ListFormat('en').format(names)}`;
  if (isManaged === true) return 'Set by your organisation: this pod, or every pod below this address';
  return isAdded ? 'Added by you' : 'No profile names it any more; only what you chose here is left of it';
}
