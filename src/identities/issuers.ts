import type { ClientChoice } from '../domain/client.ts';
import { LatchkeyError } from '../domain/errors.ts';
import type { Issuer } from '../domain/identity.ts';
import { mayAddIssuers } from '../domain/managed.ts';
import type { Client, ClientKey } from '../oidc/client.ts';
import { isOff, managed } from '../platform/managed.ts';
import type { AtRest } from '../platform/sealing.ts';
import { table } from '../platform/table.ts';

/**
 * An issuer that the person trusts, and how Latchkey is known there. It stands in IndexedDB, as all
 * that gives authority: content scripts can write `storage.local`, and nothing on a page may add an issuer.
 */
export interface IssuerRecord {
  readonly id: Issuer;
  /** Milliseconds since the epoch; the order in which issuers are shown. 0: by the organisation alone. */
  readonly trustedAt: number;
  readonly legacy: boolean;
  readonly choice: ClientChoice;
  /** For a client id that the issuer's staff gave out. */
  readonly secret: string | null;
  /** Authenticates Latchkey there by `private_key_jwt`; made when it is first wanted. */
  readonly key: ClientKey | null;
  /** What Latchkey registered by itself; it serves every identity there. */
  readonly registration: Client | null;
}

const issuers = table<IssuerRecord>('issuers');

/** All trusted issuers as they are kept: the organisation's, then the person's in the order in which they were trusted. */
export async function listIssuers(): Promise<readonly AtRest<IssuerRecord>[]> {
  const [kept, policy] = await Promise.all([issuers.all(), managed()]);
  const isManaged = (issuer: Issuer) => policy.issuers.some((one) => one.issuer === issuer);
  const set = policy.issuers.map(({ issuer }) => kept.find(({ id }) => id === issuer) ?? untouched(issuer));
  const own = kept.filter(({ id, trustedAt }) => trustedAt > 0 && !policy.issuersOnly && !isManaged(id));
  const all = [...set, ...own.toSorted((one, other) => one.trustedAt - other.trustedAt)];
  return await Promise.all(all.map(withPolicy));
}

/** Whether the person or the organisation trusts an issuer: the exact string counts. */
export async function isTrusted(issuer: Issuer): Promise<boolean> {
  return (await listIssuers()).some(({ id }) => id === issuer);
}

/**
 * @throws LatchkeyError `issuer-untrusted`
 */
export async function assertTrusted(issuer: Issuer): Promise<void> {
  if (!(await isTrusted(issuer))) throw new LatchkeyError('issuer-untrusted', issuer);
}

/**
 * @throws LatchkeyError `issuer-not-allowed` where the organisation lets nobody add an issuer
 */
export async function assertMayTrust(issuer: Issuer): Promise<void> {
  if (!mayAddIssuers(await managed())) throw new LatchkeyError('issuer-not-allowed', issuer);
}

/**
 * Has the person trust an issuer.
 *
 * @throws LatchkeyError `issuer-not-allowed`
 */
export async function trust(issuer: Issuer): Promise<void> {
  if (await isTrusted(issuer)) return;
  await assertMayTrust(issuer);
  await issuers.put({ ...((await issuers.get(issuer)) ?? untouched(issuer)), trustedAt: Date.now() });
}

/** What is kept of an issuer before anything is known of it. */
function untouched(issuer: Issuer): IssuerRecord {
  const fresh = { legacy: false, choice: DYNAMIC, secret: null, key: null, registration: null };
  return { id: issuer, trustedAt: 0, ...fresh };
}

const DYNAMIC: ClientChoice = { way: 'dynamic' };

/** An issuer that knows Latchkey as the organisation says, if it does, and not as the person chose. */
async function withPolicy<Row extends AtRest<IssuerRecord>>(row: Row): Promise<Row> {
  const set = (await managed()).issuers.find(({ issuer }) => issuer === row.id);
  const clientId = set?.clientId;
  if (clientId === undefined)
    return (await isOff('customClients')) ? { ...row, choice: DYNAMIC, secret: null } : row;
  const choice: ClientChoice = /^https:/.test(clientId)
    ? { way: 'document', clientId }
    : { way: 'static', clientId, method: 'none' };
  return { ...row, choice, secret: null };
}

/**
 * @throws LatchkeyError `issuer-untrusted`
 */
export async function getIssuer(issuer: Issuer): Promise<IssuerRecord> {
  await assertTrusted(issuer);
  return await withPolicy((await issuers.get(issuer)) ?? untouched(issuer));
}

/**
 * Changes what is kept of an issuer.
 *
 * @throws LatchkeyError `issuer-untrusted`
 */
export async function changeIssuer(
  issuer: Issuer,
  change: (record: AtRest<IssuerRecord>) => Partial<Omit<AtRest<IssuerRecord>, 'id'>>,
): Promise<AtRest<IssuerRecord>> {
  await assertTrusted(issuer);
  // Of an issuer that only the organisation trusts, nothing is kept before.
  if ((await issuers.all()).every(({ id }) => id !== issuer)) await issuers.put(untouched(issuer));
  const changed = await issuers.change(issuer, (record) => ({ ...record, ...change(record) }));
  if (changed === undefined) throw new LatchkeyError('issuer-untrusted', issuer);
  return changed;
}

export async function distrust(issuer: Issuer): Promise<void> {
  await issuers.delete(issuer);
}
