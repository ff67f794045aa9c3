import '../../fakes/worker.ts';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { identityIdOf } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { at } from '../../fakes/lies.ts';
import { show } from '../../fakes/show.ts';
import { everythingStored } from '../../fakes/stored.ts';
import {
  expireTokens,
  outcome,
  signedIn,
  signOut,
  startAnew,
  startWithPerson,
  worker,
} from '../identities/stage.ts';
import { ACCESS_TOKEN } from './mutations/access-token.ts';
import { AUTHORIZATION } from './mutations/authorization.ts';
import { ID_TOKEN } from './mutations/id-token.ts';
import { ISSUER } from './mutations/issuer.ts';
import { FLOW, type Mutation, PUSHED_FLOW } from './mutations/mutation.ts';
import { PROFILE } from './mutations/profile.ts';
import { ENDING, REFRESH } from './mutations/refresh.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

/** What the person typed is looked up by two requests. */
const LOOKED_UP = 2;
const SIGN_IN = { AUTHORIZATION, ID_TOKEN, ACCESS_TOKEN, PROFILE, ISSUER };
const REDIRECTS = [302, 303, 307, 308];
const all = [...Object.values(SIGN_IN).flat(), ...REFRESH, ...ENDING].map(({ what }) => what);
const total = all.length + REDIRECTS.length;
let refused = 0;

beforeEach(startAnew);
afterAll(() => {
  show(`mutations refused: ${refused} of ${total}`);
});

function pathsAt(issuer: FakeIssuer, from: number): readonly string[] {
  return issuer.requests.slice(from).map(({ path }) => path.split('?')[0] ?? '');
}

/** The paths of a sign-in up to its last request. */
function pathsTo(last: Mutation['last'], flow: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(flow).slice(0, Object.keys(flow).indexOf(last) + 1);
}

async function expectNoTokens(issuer: FakeIssuer): Promise<void> {
  const stored = await everythingStored();
  for (const token of issuer.tokens.issued) expect(stored).not.toContain(token);
}

describe.each(Object.entries(SIGN_IN))('a sign-in is refused, and nothing is kept: %s', (_table, table) => {
  it.each(table)('$what', async ({ lies, code, last, typed, prepare }) => {
    await using issuer = await startWithPerson(lies);
    prepare?.(issuer);
    await worker.trust(issuer.url);
    worker.signIn(typed === 'issuer' ? issuer.url : issuer.webId);
    expect(await outcome()).toMatchObject({ step: 'failed', failure: { code } });
    expect(pathsAt(issuer, LOOKED_UP)).toEqual(pathsTo(last, issuer.page.wantsPushed ? PUSHED_FLOW : FLOW));
    expect([await worker.listIdentities(), await worker.activeIdentity()]).toEqual([[], null]);
    await expectNoTokens(issuer);
    refused += 1;
  });
});

describe('a refresh is refused', () => {
  const flow = { metadata: FLOW.metadata, token: FLOW.token, keys: FLOW.keys };

  it.each(REFRESH)('and the session stays as it was: $what', async ({ lies, code, last }) => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await expireTokens(id);
    const [before, mark] = [await worker.getIdentity(id), issuer.requests.length];
    issuer.lies = lies;
    expect(await codeOf(worker.credentialsOf(id))).toBe(code);
    expect(pathsAt(issuer, mark)).toEqual(pathsTo(last, flow));
    expect(await worker.getIdentity(id)).toMatchObject(before);
    refused += 1;
  });

  it.each(ENDING)('and the session is over: $what', async ({ lies, code, last }) => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await expireTokens(id);
    const mark = issuer.requests.length;
    issuer.lies = lies;
    issuer.page.isSignedIn = false;
    expect(await codeOf(worker.credentialsOf(id))).toBe(code);
    // Whether the person is still known at the issuer is asked before the session is given up.
    const asked = [FLOW.metadata, FLOW.token, FLOW.authorization];
    expect(pathsAt(issuer, mark)).toEqual([...pathsTo(last, flow), ...asked]);
    expect((await worker.getIdentity(id)).session).toEqual({ state: 'login-required' });
    await expectNoTokens(issuer);
    refused += 1;
  });
});

it.each(REDIRECTS)('a redirect from the revocation is not followed: %i', async (status) => {
  await using issuer = await startWithPerson();
  const id = await signedIn(issuer);
  issuer.lies = { answer: at('/revoke', { status, headers: { location: '/elsewhere' }, body: '' }) };
  await signOut(id);
  expect([issuer.seenAt('/revoke').length, issuer.seenAt('/elsewhere')]).toEqual([1, []]);
  await expectNoTokens(issuer);
  refused += 1;
});

it.each([false, true])('the same goes well without a mutation, pushed: %s', async (wantsPushed) => {
  await using issuer = await startWithPerson();
  issuer.page.wantsPushed = wantsPushed;
  issuer.tokens.statesHash = true;
  const id = identityIdOf(issuer.webId, issuer.url);
  expect(await signedIn(issuer)).toBe(id);
  expect(pathsAt(issuer, LOOKED_UP)).toEqual(Object.values(wantsPushed ? PUSHED_FLOW : FLOW));
  expect(await everythingStored()).toContain(issuer.sessions.refreshTokens[0]);
  await expireTokens(id);
  expect(await codeOf(worker.credentialsOf(id))).toBeNull();
});

it('no two mutations are the same', () => {
  expect(new Set(all).size).toBe(all.length);
});
