import type { ClientChoice } from '../domain/client.ts';
import { LatchkeyError } from '../domain/errors.ts';
import type { Issuer } from '../domain/identity.ts';
import type { Client, ClientKey } from '../oidc/client.ts';
import type { AtRest } from '../platform/sealing.ts';
import { table } from '../platform/table.ts';

/**
 * An issuer that the person trusts, and how Latchkey is known there. It stands in IndexedDB, not in
 * `storage.local`, which content scripts can write: nothing on a page may add an issuer.
 */
export interface IssuerRecord {
  readonly id: Issuer;
  /** Milliseconds since the epoch; the order in which issuers are shown. */
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

/** All trusted issuers as they are kept, in the order in which they were trusted. */
export async function listIssuers(): Promise<readonly AtRest<IssuerRecord>[]> {
  return (await issuers.all()).toSorted((one, other) => one.trustedAt - other.trustedAt);
}

/** Whether the person trusts an issuer: the exact string counts. */
export async function isTrusted(issuer: Issuer): Promise<boolean> {
  return (await issuers.all()).some(({ id }) => id === issuer);
}

export async function trust(issuer: Issuer): Promise<void> {
  if (await isTrusted(issuer)) return;
  const fresh = {
    legacy: false,
    choice: { way: 'dynamic' },
    secret: null,
    key: null,
    registration: null,
  } as const;
  await issuers.put({ id: issuer, trustedAt: Date.now(), ...fresh });
}

/**
 * @throws LatchkeyError `issuer-untrusted`
 */
export async function getIssuer(issuer: Issuer): Promise<IssuerRecord> {
  return trusted(await issuers.get(issuer), issuer);
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
  return trusted(await issuers.change(issuer, (record) => ({ ...record, ...change(record) })), issuer);
}

export async function distrust(issuer: Issuer): Promise<void> {
  await issuers.delete(issuer);
}

function trusted<Found>(record: Found | undefined, issuer: Issuer): Found {
  if (record === undefined) throw new LatchkeyError('issuer-untrusted', issuer);
  return record;
}
