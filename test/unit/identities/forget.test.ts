import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { identityIdOf, type WebId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { byStaff } from '../../fakes/clients.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { type Json, says } from '../../fakes/lies.ts';
import { serve } from '../../fakes/server.ts';
import { everythingStored } from '../../fakes/stored.ts';
import { forget, signedIn, signOut, startAnew, startWithPerson, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

beforeEach(startAnew);

/** What was asked of an issuer from some request on, but for its metadata. */
function askedOf(issuer: FakeIssuer, from: number): readonly string[] {
  return issuer.requests
    .slice(from)
    .map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`)
    .filter((line) => !line.includes('.well-known'));
}

async function expectForgotten(issuer: FakeIssuer): Promise<void> {
  expect([await worker.listIdentities(), await worker.activeIdentity()]).toEqual([[], null]);
  const stored = await everythingStored();
  for (const token of issuer.tokens.issued) expect(stored).not.toContain(token);
}

describe('to forget an identity', () => {
  it.each(['none', 'client_secret_basic', 'private_key_jwt'])(
    'deletes its registration too, after all that this authenticates: %s',
    async (method) => {
      await using issuer = await startWithPerson({
        metadata: says({ token_endpoint_auth_methods_supported: [method] }),
      });
      const id = await signedIn(issuer);
      const [client] = issuer.registrations.all;
      const before = issuer.requests.length;
      await forget(id);
      expect(askedOf(issuer, before)).toEqual([
        'POST /revoke',
        'GET /logout',
        `DELETE /register/${client?.client_id ?? ''}`,
      ]);
      expect([issuer.registrations.all, issuer.sessions.refreshTokens]).toEqual([[], []]);
      expect((await worker.getIssuer(issuer.url)).registration).toBeNull();
      await expectForgotten(issuer);
    },
  );

  it('leaves the registration to another identity that uses it', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const webId = `${issuer.url}bob/card#me` as WebId;
    const other = identityIdOf(webId, issuer.url);
    await worker.keepIdentity({ ...(await worker.getIdentity(id)), id: other, webId });
    await forget(id);
    expect(issuer.registrations.all).toHaveLength(1);
    expect((await worker.getIssuer(issuer.url)).registration?.id).toBe(
      issuer.registrations.all[0]?.client_id,
    );
    await forget(other);
    expect(issuer.registrations.all).toEqual([]);
  });

  it('has forgotten it here before the issuer hears of it', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const before = issuer.requests.length;
    const forgotten = await worker.forgetHere(id);
    await expectForgotten(issuer);
    expect([issuer.requests.length, forgotten?.record.id]).toEqual([before, id]);
  });

  it('takes the registration first, so that nobody signs in with what is about to be deleted', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const found: unknown[] = [];
    worker.onChange(() => {
      found.push(Promise.all([worker.listIdentities(), worker.getIssuer(issuer.url)]));
    });
    await worker.forgetHere(id);
    const [first, ...others] = (await Promise.all(found)) as [
      readonly object[],
      { registration: object | null },
    ][];
    expect(others.length).toBeGreaterThan(0);
    expect([first?.[0].length, first?.[1].registration]).toEqual([1, null]);
  });

  it('works offline', async () => {
    const issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await issuer[Symbol.asyncDispose]();
    await forget(id);
    await expectForgotten(issuer);
    expect((await worker.getIssuer(issuer.url)).registration).toBeNull();
  });

  it('deletes the registration of one that is signed out, and nothing else', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await signOut(id);
    const before = issuer.requests.length;
    await forget(id);
    expect(askedOf(issuer, before)).toEqual([expect.stringMatching(/^DELETE /) as string]);
  });

  it('never takes the registration’s token to an address at another origin', async () => {
    await using elsewhere = await serve(() => ({}));
    await using issuer = await startWithPerson({
      registration: ({ body }) => Object.assign(body as Json, { registration_client_uri: elsewhere.url }),
    });
    const id = await signedIn(issuer);
    await forget(id);
    expect([elsewhere.seen, issuer.registrations.all.length]).toEqual([[], 1]);
    await expectForgotten(issuer);
  });

  it('leaves a client alone that the issuer’s staff gave out', async () => {
    await using issuer = await startWithPerson();
    issuer.registrations.add(byStaff({ client_id: 'staff', token_endpoint_auth_method: 'none' }));
    await worker.trust(issuer.url);
    await worker.chooseClient(issuer.url, { way: 'static', clientId: 'staff', method: 'none' }, null);
    await forget(await signedIn(issuer));
    expect(issuer.registrations.all).toHaveLength(1);
    expect((await worker.getIssuer(issuer.url)).choice).toMatchObject({ way: 'static' });
  });

  it('is nothing where it is forgotten already', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await forget(id);
    const before = issuer.requests.length;
    expect(await worker.forgetHere(id)).toBeNull();
    expect(issuer.requests).toHaveLength(before);
  });

  it('lets the next sign-in register anew', async () => {
    await using issuer = await startWithPerson();
    await forget(await signedIn(issuer));
    await signedIn(issuer);
    expect(issuer.seenAt('/register')).toHaveLength(2);
  });
});

describe('to remove an issuer', () => {
  it('trusts it no longer and deletes the registration there', async () => {
    await using issuer = await startWithPerson();
    await signOut(await signedIn(issuer));
    const before = issuer.requests.length;
    await worker.removeIssuer(issuer.url);
    expect(await worker.isTrusted(issuer.url)).toBe(false);
    expect(askedOf(issuer, before)).toEqual([expect.stringMatching(/^DELETE /) as string]);
    expect(issuer.registrations.all).toEqual([]);
  });

  it('works offline', async () => {
    const issuer = await startWithPerson();
    await signedIn(issuer);
    await issuer[Symbol.asyncDispose]();
    await worker.removeIssuer(issuer.url);
    expect(await worker.isTrusted(issuer.url)).toBe(false);
  });

  it('is refused for one that nobody trusts, and asks nobody', async () => {
    await using issuer = await startWithPerson();
    expect(await codeOf(worker.removeIssuer(issuer.url))).toBe('issuer-untrusted');
    expect(issuer.requests).toEqual([]);
  });
});
