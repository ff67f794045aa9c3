import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Issuer } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { Lies } from '../../fakes/lies.ts';
import { outcome, restartWorker, startAnew, startWithPerson, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { browser } = port;
const OIDC_ISSUER = '<http://www.w3.org/ns/solid/terms#oidcIssuer>';

beforeEach(startAnew);

describe('a profile that names several issuers', () => {
  const profile: Lies['profile'] = (statement) => {
    statement.body = `${String(statement.body)} <#me> ${OIDC_ISSUER} <https://idp.example>.`;
  };

  it('lets the person choose', async () => {
    await using issuer = await startWithPerson({ profile });
    worker.signIn(issuer.webId);
    const { webId } = issuer;
    const issuers = [issuer.url, 'https://idp.example'];
    expect(await outcome()).toEqual({ step: 'choose-issuer', input: webId, webId, issuers });
    await worker.chooseIssuer(issuer.url);
    expect(await outcome()).toMatchObject({ step: 'trust', issuer: issuer.url, webId });
  });

  it('lets nobody choose what is not in question', async () => {
    await using issuer = await startWithPerson({ profile });
    expect(await codeOf(worker.chooseIssuer(issuer.url))).toBe('message-refused');
    worker.signIn(issuer.webId);
    await outcome();
    expect(await codeOf(worker.chooseIssuer('https://evil.example' as Issuer))).toBe('message-refused');
    expect(await codeOf(worker.trustIssuer(issuer.url))).toBe('message-refused');
    expect(await worker.isTrusted(issuer.url)).toBe(false);
  });
});

describe('a question of trust', () => {
  it('is about one issuer and no other', async () => {
    await using issuer = await startWithPerson();
    worker.signIn(issuer.webId);
    await outcome();
    const evil = 'https://evil.example/' as Issuer;
    expect(await codeOf(worker.trustIssuer(evil))).toBe('message-refused');
    expect(await worker.isTrusted(evil)).toBe(false);
  });

  it('can be put away, and is then not answered any more', async () => {
    await using issuer = await startWithPerson();
    worker.signIn(issuer.webId);
    await outcome();
    await worker.dismissSignIn();
    expect(await worker.signInState()).toEqual({ step: 'idle' });
    expect(await codeOf(worker.trustIssuer(issuer.url))).toBe('message-refused');
  });

  it('outlives the worker that put it', async () => {
    await using issuer = await startWithPerson();
    worker.signIn(issuer.webId);
    const question = await outcome();
    await restartWorker();
    expect(await worker.signInState()).toEqual(question);
    await worker.trustIssuer(issuer.url);
    expect(await outcome()).toMatchObject({ step: 'done' });
  });
});

describe('a sign-in under way', () => {
  it('is the only one, and is not put away', async () => {
    await using issuer = await startWithPerson();
    worker.signIn(issuer.webId);
    expect(() => worker.signIn('https://other.example/')).toThrow('sign-in-busy');
    await worker.dismissSignIn();
    expect(await outcome()).toMatchObject({ step: 'trust', input: issuer.webId });
  });

  it('makes room for the next one, however it ended', async () => {
    worker.signIn('http://pod.example/');
    expect(await outcome()).toMatchObject({ step: 'failed', failure: { code: 'address-insecure' } });
    await using issuer = await startWithPerson();
    worker.signIn(issuer.url);
    expect(await outcome()).toMatchObject({ step: 'trust', webId: null });
  });

  it('was interrupted when its worker ended, and can then be put away', async () => {
    await using issuer = await startWithPerson();
    await worker.trust(issuer.url);
    const isAtPage = new Promise<void>((resolve) => {
      browser.identity.launchWebAuthFlow.mockImplementation(() => {
        resolve();
        return new Promise(() => undefined);
      });
    });
    worker.signIn(issuer.webId);
    await isAtPage;
    expect(await worker.signInState()).toMatchObject({ step: 'working', doing: 'waiting-for-person' });

    await restartWorker();
    const interrupted = { step: 'failed', failure: { code: 'sign-in-interrupted' }, input: issuer.webId };
    expect(await worker.signInState()).toMatchObject(interrupted);
    await worker.dismissSignIn();
    expect(await worker.signInState()).toEqual({ step: 'idle' });
  });
});
