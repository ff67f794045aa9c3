import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import { byStaff } from '../../fakes/clients.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { says } from '../../fakes/lies.ts';
import { signInByCredentials, startWithClient } from '../identities/client-stage.ts';
import {
  expireTokens,
  goTo,
  restartWorker,
  signedIn,
  signInOnceMore,
  startAnew,
  startWithPerson,
  worker,
} from '../identities/stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

beforeEach(startAnew);

describe.each([3600, -3600, 10, -10])('at an issuer whose clock is %i seconds ahead', (skew) => {
  async function startSkewed(method: string): Promise<FakeIssuer> {
    const issuer = await startWithPerson({
      metadata: says({ token_endpoint_auth_methods_supported: [method] }),
    });
    issuer.skew = skew;
    return issuer;
  }

  it.each(['none', 'private_key_jwt'])(
    'a person signs in and stays, with its first proof: %s',
    async (method) => {
      await using issuer = await startSkewed(method);
      const id = await signedIn(issuer);
      await expireTokens(id);
      expect(await codeOf(worker.credentialsOf(id))).toBeNull();
      expect(issuer.seenAt('/token')).toHaveLength(2);
      expect(await signInOnceMore(id)).toMatchObject({ step: 'done' });
      expect(issuer.seenAt('/register')).toHaveLength(1);
    },
  );

  it('a client that never asked for anything there signs in', async () => {
    await using issuer = await startSkewed('none');
    issuer.registrations.add(byStaff({ client_id: 'staff', token_endpoint_auth_method: 'none' }));
    await worker.trust(issuer.url);
    await worker.chooseClient(issuer.url, { way: 'static', clientId: 'staff', method: 'none' }, null);
    await signedIn(issuer);
    expect(issuer.seenAt('/token')).toHaveLength(1);
  });

  it('a person signs in, though only its answers to requests of ours tell the time', async () => {
    await using issuer = await startSkewed('none');
    issuer.lies = {
      ...issuer.lies,
      answer: (path, { headers }) => {
        if (path.includes('/.well-known/')) headers['date'] = 'unknown';
      },
    };
    await signedIn(issuer);
    expect(issuer.seenAt('/token')).toHaveLength(1);
  });

  it('a client signs in for itself', async () => {
    await using issuer = await startWithClient();
    issuer.skew = skew;
    expect(await signInByCredentials(issuer.url)).toMatchObject({ step: 'done' });
  });

  it('a session goes on after the browser was started again', async () => {
    await using issuer = await startSkewed('none');
    const id = await signedIn(issuer);
    await expireTokens(id);
    port.browser.storage.session.clear();
    await restartWorker();
    goTo(issuer);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect(issuer.seenAt('/token')).toHaveLength(2);
  });
});

describe('at an issuer behind a cache', () => {
  it('an old Date of what the cache kept is not taken for the time', async () => {
    await using issuer = await startWithPerson();
    issuer.lies = {
      answer: (path, { headers }) => {
        const isCached = path.startsWith('/.well-known/') || path === '/jwks';
        if (isCached)
          Object.assign(headers, { age: '600', date: new Date(Date.now() - 600_000).toUTCString() });
      },
    };
    const id = await signedIn(issuer);
    await expireTokens(id);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    await expireTokens(id);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });
});
