import { withoutFragment } from '../../src/domain/address.ts';
import { podOf, type StorageRoot } from '../../src/domain/pod.ts';
import type { IdentityView } from '../../src/domain/view.ts';

/** The address that a proof is for, unless somebody says otherwise: the open page if a pod holds it, else a pod. */
export function addressToTry(
  open: string | null,
  { storages }: Pick<IdentityView, 'storages'>,
  pods: readonly StorageRoot[],
): string {
  const url = URL.parse(open ?? '');
  const known = [...storages, ...pods];
  if (url !== null && podOf(known, url) !== undefined) return withoutFragment(url);
  return known[0] ?? '';
}
