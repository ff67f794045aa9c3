import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Issuer } from '../../../src/domain/identity.ts';
import type { LegacyReason, SignIn } from '../../../src/domain/view.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { claims, type Lies, says } from '../../fakes/lies.ts';
import { NODE_SOLID_SERVER } from '../../fakes/node-solid-server.ts';
import { everythingStored } from '../../fakes/stored.ts';
import {
  expireTokens,
  outcome,
  restartWorker,
  signInOnceMore,
  startAnew,
  startWithPerson,
  tokensOf,
  worker,
} from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const BEARER: Lies = { tokens: says({ token_type: 'Bearer' }) };
const WITHOUT_NONCE: Lies = { idToken: claims({ nonce: undefined }) };

beforeEach(startAnew);

/** Signs in at a trusted issuer. */
async function signInAt(issuer: FakeIssuer): Promise<SignIn> {
  await worker.trust(issuer.url);
  worker.signIn(issuer.webId);
  return await outcome();
}

async function allowLegacy(issuer: Issuer): Promise<SignIn> {
  await worker.allowLegacy(issuer);
  return await outcome();
}

const switchOff = (issuer: Issuer) => worker.changeIssuer(issuer, () => ({ legacy: false }));

describe.each<[string, Lies, LegacyReason]>([
  ['calls a token of ours a bearer token', BEARER, 'token-type-bearer'],
  ['leaves the nonce out', WITHOUT_NONCE, 'nonce-missing'],
  ['does all that Node Solid Server does', NODE_SOLID_SERVER, 'token-type-bearer'],
])('an issuer that %s', (_what, lies, reason) => {
  it('is asked about, with the reason, and nothing is kept meanwhile', async () => {
    await using issuer = await startWithPerson(lies);
    const { url, webId } = issuer;
    expect(await signInAt(issuer)).toEqual({ step: 'legacy', input: webId, webId, issuer: url, reason });
    expect(await worker.listIdentities()).toEqual([]);
    const stored = await everythingStored();
    for (const token of issuer.tokens.issued) expect(stored).not.toContain(token);
  });

  it('signs in once the person lets it, also after the worker has ended, and is not asked about again', async () => {
    await using issuer = await startWithPerson(lies);
    const question = await signInAt(issuer);
    await restartWorker();
    expect(await worker.signInState()).toEqual(question);
    const done = await allowLegacy(issuer.url);
    expect(done).toMatchObject({ step: 'done' });
    expect((await worker.listIdentities()).map(({ webId }) => webId)).toEqual([issuer.webId]);
    expect(await signInAt(issuer)).toEqual(done);
  });

  it('is asked about again once the switch is off', async () => {
    await using issuer = await startWithPerson(lies);
    await signInAt(issuer);
    await allowLegacy(issuer.url);
    await switchOff(issuer.url);
    expect(await signInAt(issuer)).toMatchObject({ step: 'legacy', reason });
  });

  it('is let by nobody’s answer to another question', async () => {
    await using issuer = await startWithPerson(lies);
    await using other = await startWithPerson();
    await worker.trust(other.url);
    await signInAt(issuer);
    expect(await codeOf(worker.allowLegacy(other.url))).toBe('message-refused');
    await worker.dismissSignIn();
    expect(await codeOf(worker.allowLegacy(issuer.url))).toBe('message-refused');
    const switches = await Promise.all([issuer.url, other.url].map((url) => worker.getIssuer(url)));
    expect(switches.map(({ legacy }) => legacy)).toEqual([false, false]);
  });
});

describe('the legacy switch lets nothing else pass:', () => {
  it.each<[string, Lies, string]>([
    ['a wrong nonce', { idToken: claims({ nonce: 'other' }) }, 'id-token-nonce'],
    ['an empty nonce', { idToken: claims({ nonce: '' }) }, 'id-token-nonce'],
    ['an opaque bearer token', { tokens: says({ token_type: 'Bearer', access_token: 'a' }) }, 'token-type'],
    [
      'a bearer token for another key',
      { ...BEARER, accessToken: claims({ cnf: { jkt: 'other' } }) },
      'token-type',
    ],
    ['a bearer token for no key', { ...BEARER, accessToken: claims({ cnf: undefined }) }, 'token-type'],
    ['a token of another type', { tokens: says({ token_type: 'mac' }) }, 'token-type'],
    ['a DPoP token for another key', { accessToken: claims({ cnf: { jkt: 'other' } }) }, 'token-not-bound'],
    [
      'an ID token of another issuer',
      { idToken: claims({ iss: 'https://evil.example' }) },
      'id-token-issuer',
    ],
    [
      'an ID token without a nonce that is over',
      { idToken: claims({ nonce: undefined, exp: 1 }) },
      'id-token-time',
    ],
  ])('%s', async (_what, lies, code) => {
    await using issuer = await startWithPerson(lies);
    await worker.trust(issuer.url);
    await worker.changeIssuer(issuer.url, () => ({ legacy: true }));
    expect(await signInAt(issuer)).toMatchObject({ step: 'failed', failure: { code } });
    expect(await worker.listIdentities()).toEqual([]);
  });
});

it('a session at an older server is refreshed, kept while the switch is off, and goes on once it is on', async () => {
  await using issuer = await startWithPerson(NODE_SOLID_SERVER);
  const state = await signInAt(issuer).then(() => allowLegacy(issuer.url));
  if (state.step !== 'done') throw new Error('The sign-in failed.');
  const { identity: id } = state;

  await expireTokens(id);
  expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  await expireTokens(id);
  await switchOff(issuer.url);
  const before = await tokensOf(id);
  expect(await codeOf(worker.credentialsOf(id))).toBe('issuer-legacy');
  expect(await tokensOf(id)).toEqual(before);
  await worker.changeIssuer(issuer.url, () => ({ legacy: true }));
  expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  expect(await signInOnceMore(id)).toMatchObject({ step: 'done' });
});
