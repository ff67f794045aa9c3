import type { IdentityId, Issuer, Profile, WebId } from '../domain/identity.ts';
import type { Session } from '../domain/session.ts';
import type { DpopKey } from '../dpop/keys.ts';
import type { Client } from '../oidc/client.ts';
import { table } from '../platform/table.ts';

/** One identity with all that belongs to it, in one record, so that one transaction changes it whole. */
export interface IdentityRecord {
  readonly id: IdentityId;
  readonly webId: WebId;
  readonly issuer: Issuer;
  readonly client: Client;
  readonly key: DpopKey;
  /** By a person at the issuer's page, or by the client's own credentials. */
  readonly signsIn: 'by-person' | 'by-credentials';
  readonly session: Session;
  readonly profile: Profile;
  /** Milliseconds since the epoch; the order in which identities are shown. */
  readonly addedAt: number;
}

export const records = table<IdentityRecord>('identities');
