import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { answers, says } from '../../fakes/lies.ts';
import { expireTokens, signedIn, startAnew, startWithPerson, tokensOf, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { launchWebAuthFlow } = port.browser.identity;

beforeEach(startAnew);

/** Somebody is signed in, and the access token is over. */
async function expired(issuer: FakeIssuer): Promise<IdentityId> {
  const id = await signedIn(issuer);
  await expireTokens(id);
  launchWebAuthFlow.mockClear();
  return id;
}

const registrations = (issuer: FakeIssuer) => issuer.seenAt('/register').length;
const stateOf = async (id: IdentityId) => (await worker.getIdentity(id)).session.state;

/** The kinds of the token requests since the sign-in. */
function grantsAt(issuer: FakeIssuer): readonly (string | null)[] {
  return issuer
    .seenAt('/token')
    .slice(1)
    .map(({ body }) => new URLSearchParams(body).get('grant_type'));
}

describe('a refresh for a client that the issuer has forgotten', () => {
  it('registers anew once, is made once more, and the session keeps its new client', async () => {
    await using issuer = await startWithPerson();
    issuer.sessions.bindsToClient = false;
    const id = await expired(issuer);
    issuer.registrations.forgetAll();
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect([registrations(issuer), grantsAt(issuer)]).toEqual([2, ['refresh_token', 'refresh_token']]);
    expect((await worker.getIdentity(id)).client.id).toBe(issuer.registrations.all[0]?.client_id);
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
    await expireTokens(id);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect([registrations(issuer), grantsAt(issuer).length]).toEqual([2, 3]);
  });

  it('ends in a silent sign-in where the session was the old client’s', async () => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    issuer.registrations.forgetAll();
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect([registrations(issuer), await stateOf(id)]).toEqual([2, 'signed-in']);
    expect(launchWebAuthFlow.mock.calls.map(([{ interactive }]) => interactive)).toEqual([false]);
  });

  it.each(['client_secret_basic', 'client_secret_post', 'private_key_jwt'])(
    'does so however the client authenticates: %s',
    async (method) => {
      await using issuer = await startWithPerson({
        metadata: says({ token_endpoint_auth_methods_supported: [method] }),
      });
      issuer.sessions.bindsToClient = false;
      const id = await expired(issuer);
      issuer.registrations.forgetAll();
      expect(await codeOf(worker.credentialsOf(id))).toBeNull();
      expect(registrations(issuer)).toBe(2);
    },
  );

  it('never registers in a loop, and keeps the session', async () => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    const before = await tokensOf(id);
    issuer.lies = { tokenAnswer: answers({ status: 401, body: { error: 'invalid_client' } }) };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await codeOf(worker.credentialsOf(id))).toBe('client-refused');
    }
    expect([registrations(issuer), await tokensOf(id)]).toEqual([2, before]);
    issuer.lies = {};
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect(registrations(issuer)).toBe(2);
  });
});
