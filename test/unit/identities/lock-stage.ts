import { expect } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { everythingStored } from '../../fakes/stored.ts';
import { newKey } from '../../fakes/vault.ts';
import { signedIn, worker } from './stage.ts';

/** Everything secret that the issuer has given out. */
function secretsOf({ tokens, registrations }: FakeIssuer): readonly string[] {
  const clients = registrations.all.flatMap(({ client_secret }) => client_secret ?? []);
  return [...tokens.issued, ...clients];
}

/** Nothing secret that the issuer has given out lies anywhere as it is. */
export async function expectSealed(issuer: FakeIssuer): Promise<void> {
  const stored = await everythingStored();
  const secrets = secretsOf(issuer);
  expect(secrets.length).toBeGreaterThan(2);
  for (const secret of secrets) expect(stored).not.toContain(secret);
}

/** Alice is signed in, and has set up a lock. */
export async function signedInBehindLock(issuer: FakeIssuer): Promise<{ id: IdentityId; key: string }> {
  const id = await signedIn(issuer);
  const { key, wraps } = await newKey();
  await worker.setLock(key, wraps);
  return { id, key };
}
