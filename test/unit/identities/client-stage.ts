import { expect } from 'vitest';
import type { SignIn } from '../../../src/domain/view.ts';
import { byStaff } from '../../fakes/clients.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { type Lies, says } from '../../fakes/lies.ts';
import { everythingStored } from '../../fakes/stored.ts';
import { outcome, startWithPerson, worker } from './stage.ts';

export const CREDENTIALS = { clientId: 'server', secret: 'a secret: of/the+server' };

/** An issuer that lets a client of its staff sign in for itself. */
export async function startWithClient(lies: Lies = {}, method = 'client_secret_basic'): Promise<FakeIssuer> {
  const offered = says({ token_endpoint_auth_methods_supported: [method] });
  const issuer = await startWithPerson({ metadata: offered, ...lies });
  issuer.registrations.add(
    byStaff({
      client_id: CREDENTIALS.clientId,
      client_secret: CREDENTIALS.secret,
      token_endpoint_auth_method: method,
      grant_types: ['client_credentials'],
    }),
  );
  await worker.trust(issuer.url);
  return issuer;
}

/** Lets the client sign in for itself, at what was typed. */
export async function signInByCredentials(input: string, credentials = CREDENTIALS): Promise<SignIn> {
  worker.signIn(input, credentials);
  return await outcome();
}

/** Nobody is signed in, and no secret is anywhere. */
export async function expectNothingKept(issuer: FakeIssuer): Promise<void> {
  expect([await worker.listIdentities(), await worker.activeIdentity()]).toEqual([[], null]);
  const stored = await everythingStored();
  for (const secret of [...issuer.tokens.issued, CREDENTIALS.secret]) expect(stored).not.toContain(secret);
}
