import type { Grant } from '../domain/grant.ts';
import { commonRoot } from '../domain/pod.ts';
import { listRecords } from '../identities/identities.ts';
import { managed } from '../platform/managed.ts';
import { listGrants } from '../sites/grants.ts';

/** Every grant that counts: the person's own, and the organisation's, but for sites that it blocks. */
export async function everyGrant(): Promise<readonly Grant[]> {
  const [own, set, { blockedSites }] = await Promise.all([listGrants(), managedGrants(), managed()]);
  return [...own, ...set].filter(({ site }) => !blockedSites.includes(site));
}

/**
 * What the organisation lets sites do: in the pods of those who signed in at its own issuers, each in their own, and
 * only below the prefix that it names.
 */
async function managedGrants(): Promise<readonly Grant[]> {
  const { issuers, sites } = await managed();
  const isOurs = (issuer: string) => issuers.some((one) => one.issuer === issuer);
  const people = sites.length === 0 ? [] : (await listRecords()).filter((one) => isOurs(one.issuer));
  return sites.flatMap(({ site, storage: prefix, modes }) =>
    people.flatMap(({ id, profile }) =>
      profile.storages.flatMap((pod): readonly Grant[] => {
        const storage = commonRoot(prefix, pod);
        if (storage === null) return [];
        const lifetime = { until: 'revoked' } as const;
        return [
          { site, identity: id, storage, modes, lifetime, createdAt: 0, usedAt: null, isManaged: true },
        ];
      }),
    ),
  );
}
