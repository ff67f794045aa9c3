import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import type { Tokens } from '../../../src/domain/session.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { answers, at, type Lies, type Statement, says } from '../../fakes/lies.ts';
import { afterSending, beforeCommit, beforeSending, type Moment } from '../../fakes/moments.ts';
import { everythingStored } from '../../fakes/stored.ts';
import {
  expireTokens,
  outcome,
  restartWorker,
  signedIn,
  startAnew,
  startWithPerson,
  tokensOf,
  worker,
} from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

beforeEach(startAnew);

/** Does something in a worker that ends at a moment of it, and starts the next worker. */
async function killedAt(moment: Moment, issuer: FakeIssuer, work: () => unknown): Promise<void> {
  await new Promise<void>((dead) => {
    moment(issuer, dead);
    work();
  });
  await restartWorker();
}

const MOMENTS: Readonly<Record<string, Moment>> = {
  'before the request was sent': beforeSending('token'),
  'after it was sent': afterSending('token'),
  'after the answer came, before it was kept': beforeCommit,
};

/** What a server says that is being started anew, or whoever is in between. */
const OUTAGES: Readonly<Record<string, Lies>> = {
  'the issuer sends its page back with an error': { callback: (url) => back(url, 'server_error') },
  'the issuer cannot let anybody in for now': { callback: (url) => back(url, 'temporarily_unavailable') },
  'a proxy answers in place of the tokens': { answer: at('/token', { status: 503, body: '<html>' }) },
  'a proxy has no time': { answer: at('/token', { status: 429, body: '<html>' }) },
  'a hotel answers': { answer: at('/token', { headers: { 'content-type': 'text/html' }, body: '<html>' }) },
  'the keys are not there': { answer: at('/jwks', { status: 503, body: { keys: [] } }) },
};

function back(url: URL, error: string): void {
  url.searchParams.delete('code');
  url.searchParams.set('error', error);
}

describe('a session whose worker ended in a refresh', () => {
  /** The tokens before the refresh, and those that the next worker finds. */
  async function found(
    moment: Moment,
    issuer: FakeIssuer,
  ): Promise<{ id: IdentityId; before: Tokens | null }> {
    const id = await signedIn(issuer);
    await expireTokens(id);
    const before = await tokensOf(id);
    await killedAt(moment, issuer, () => void worker.credentialsOf(id).catch(() => undefined));
    expect(await tokensOf(id), 'nothing is half-written').toEqual(before);
    return { id, before };
  }

  async function expectWhole(id: IdentityId, issuer: FakeIssuer): Promise<void> {
    const { accessToken } = await worker.credentialsOf(id);
    const tokens = await tokensOf(id);
    expect(tokens?.accessToken).toBe(accessToken);
    expect(issuer.sessions.refreshTokens).toContain(tokens?.refreshToken);
    await expireTokens(id);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  }

  it.each(Object.entries(MOMENTS))('%s, survives where the refresh token stays', async (_when, moment) => {
    await using issuer = await startWithPerson();
    const { id } = await found(moment, issuer);
    issuer.page.isSignedIn = false;
    await expectWhole(id, issuer);
  });

  it.each(Object.entries(MOMENTS))(
    '%s, survives where the refresh token was changed and the issuer still knows the person',
    async (_when, moment) => {
      await using issuer = await startWithPerson();
      issuer.sessions.rotates = true;
      const { id } = await found(moment, issuer);
      await expectWhole(id, issuer);
    },
  );

  it.each(Object.entries(MOMENTS))(
    '%s, survives where a second use of the refresh token ends all that came of it',
    async (_when, moment) => {
      await using issuer = await startWithPerson();
      issuer.sessions.rotates = true;
      const { id, before } = await found(moment, issuer);
      issuer.lies = {
        answer: () => {
          if (isUsedTwice(issuer, before?.refreshToken)) issuer.page.isSignedIn = false;
        },
      };
      await expectWhole(id, issuer);
    },
  );

  it('sends no refresh token a second time as the line is cut while a window that nobody sees is tried', async () => {
    await using issuer = await startWithPerson();
    issuer.sessions.rotates = true;
    const { id, before } = await found(afterSending('token'), issuer);
    const notLoaded = () => Promise.reject(new Error('Authorization page could not be loaded.'));
    const cut = () => {
      issuer.lies = { discovery: answers({ status: 0 }) };
      return notLoaded();
    };
    const back = () => {
      issuer.lies = {};
      return notLoaded();
    };
    port.browser.identity.launchWebAuthFlow.mockImplementationOnce(cut).mockImplementationOnce(back);
    expect(await codeOf(worker.credentialsOf(id))).toBe('unreachable');
    expect(isUsedTwice(issuer, before?.refreshToken)).toBe(false);
    issuer.lies = {};
    await expectWhole(id, issuer);
  });

  it.each(Object.entries(OUTAGES))(
    'sends no refresh token a second time while %s, and goes on once it is over',
    async (_what, lies) => {
      await using issuer = await startWithPerson();
      issuer.sessions.rotates = true;
      const { id, before } = await found(afterSending('token'), issuer);
      issuer.lies = lies;
      expect(await codeOf(worker.credentialsOf(id))).not.toBe('login-required');
      // Once more: what is noted of the token outlives what was refused.
      expect(await codeOf(worker.credentialsOf(id))).not.toBe('login-required');
      expect(isUsedTwice(issuer, before?.refreshToken)).toBe(false);
      issuer.lies = {};
      await expectWhole(id, issuer);
    },
  );

  it('sends no refresh token a second time where the issuer is back a moment after it could not say what it is', async () => {
    await using issuer = await startWithPerson();
    issuer.sessions.rotates = true;
    const { id, before } = await found(afterSending('token'), issuer);
    const once = (statement: Statement) => {
      issuer.lies = {};
      statement.status = 502;
    };
    issuer.lies = { discovery: once };
    expect(await codeOf(worker.credentialsOf(id))).toBe('issuer-invalid');
    expect(isUsedTwice(issuer, before?.refreshToken)).toBe(false);
    await expectWhole(id, issuer);
  });

  it('keeps the refresh token as a last resort where the issuer gives no other without a window', async () => {
    await using issuer = await startWithPerson();
    const { id, before } = await found(beforeSending('token'), issuer);
    issuer.lies = { tokens: says({ refresh_token: undefined }) };
    await worker.credentialsOf(id);
    expect((await tokensOf(id))?.refreshToken).toBe(before?.refreshToken);
    issuer.lies = {};
    issuer.page.isSignedIn = false;
    await expireTokens(id);
    await expectWhole(id, issuer);
  });

  it.each<[string, Moment]>(Object.entries(MOMENTS).slice(1))(
    '%s, asks for a login where the refresh token was changed and nobody is known, and keeps no token',
    async (_when, moment) => {
      await using issuer = await startWithPerson();
      issuer.sessions.rotates = true;
      const { id } = await found(moment, issuer);
      issuer.page.isSignedIn = false;
      expect(await codeOf(worker.credentialsOf(id))).toBe('login-required');
      expect((await worker.getIdentity(id)).session).toEqual({ state: 'login-required' });
      const stored = await everythingStored();
      for (const token of issuer.tokens.issued) expect(stored).not.toContain(token);
    },
  );

  it('before the request was sent, survives though nobody is known and the refresh token is to change', async () => {
    await using issuer = await startWithPerson();
    issuer.sessions.rotates = true;
    const { id, before } = await found(beforeSending('token'), issuer);
    issuer.page.isSignedIn = false;
    expect(issuer.sessions.refreshTokens).toEqual([before?.refreshToken]);
    await expectWhole(id, issuer);
  });

  it.each([false, true])('after the commit, goes on with what was kept, changed: %s', async (rotates) => {
    await using issuer = await startWithPerson();
    issuer.sessions.rotates = rotates;
    const id = await signedIn(issuer);
    await expireTokens(id);
    const { accessToken } = await worker.credentialsOf(id);
    await restartWorker();
    const before = issuer.requests.length;
    expect((await worker.credentialsOf(id)).accessToken).toBe(accessToken);
    expect(issuer.requests).toHaveLength(before);
    issuer.page.isSignedIn = false;
    await expectWhole(id, issuer);
  });
});

function isUsedTwice(issuer: FakeIssuer, token: string | null | undefined): boolean {
  const sent = issuer.seenAt('/token').map(({ body }) => new URLSearchParams(body).get('refresh_token'));
  return sent.filter((one) => one === token).length > 1;
}

describe('a sign-in whose worker ended', () => {
  it.each<[string, Moment]>([
    ['before it registered', beforeSending('register')],
    ['while the issuer registered it', afterSending('register')],
    ['before the person saw the page', beforeSending('authorize')],
    ['while the person was at the page', afterSending('authorize')],
    ['before it asked for tokens', beforeSending('token')],
    ['while the issuer made the tokens', afterSending('token')],
    ['while it fetched the keys', afterSending('jwks')],
    ['before it kept the identity', beforeCommit],
  ])('%s, was interrupted, has kept nobody and no token, and can be begun again', async (_when, moment) => {
    await using issuer = await startWithPerson();
    await worker.trust(issuer.url);
    await killedAt(moment, issuer, () => worker.signIn(issuer.webId));
    expect(await worker.signInState()).toMatchObject({
      step: 'failed',
      input: issuer.webId,
      failure: { code: 'sign-in-interrupted' },
    });
    expect([await worker.listIdentities(), await worker.activeIdentity()]).toEqual([[], null]);
    const stored = await everythingStored();
    for (const token of issuer.tokens.issued) expect(stored).not.toContain(token);
    worker.signIn(issuer.webId);
    expect(await outcome()).toMatchObject({ step: 'done' });
  });
});
