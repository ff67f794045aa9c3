import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Issuer } from '../../../src/domain/identity.ts';
import type { SignIn } from '../../../src/domain/view.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import type { Lies } from '../../fakes/lies.ts';
import { serve } from '../../fakes/server.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { browser, restartBrowser } = port;

const OIDC_ISSUER = '<http://www.w3.org/ns/solid/terms#oidcIssuer>';

/** The modules of the worker that runs now. */
let worker: Awaited<ReturnType<typeof startWorker>>;

/** Starts a worker that remembers nothing, as the browser does after it has ended the one before. */
async function startWorker() {
  vi.resetModules();
  const [signIn, identities, issuers, changes] = await Promise.all([
    import('../../../src/identities/sign-in.ts'),
    import('../../../src/identities/identities.ts'),
    import('../../../src/identities/issuers.ts'),
    import('../../../src/platform/changes.ts'),
  ]);
  return { ...signIn, ...identities, ...issuers, ...changes };
}

beforeEach(async () => {
  restartBrowser();
  worker = await startWorker();
  for (const { id } of await worker.listIdentities()) await worker.forgetIdentity(id);
});

/** What a sign-in comes to, as the popup learns of it. */
function outcome(): Promise<SignIn> {
  const { signInState, onChange } = worker;
  return new Promise((resolve) => {
    const look = async () => {
      const state = await signInState();
      if (state.step !== 'working') resolve(state);
    };
    onChange(() => void look());
    void look();
  });
}

/** Somebody at the browser who says yes on the issuer's page. */
async function startWithPerson(lies: Lies = {}) {
  const issuer = await startIssuer(lies);
  browser.identity.launchWebAuthFlow.mockImplementation(
    async ({ url }) => (await issuer.visit(new URL(url))).href,
  );
  return issuer;
}

async function signInAndTrust(input: string, issuer: Issuer): Promise<SignIn> {
  worker.signIn(input);
  expect(await outcome()).toMatchObject({ step: 'trust', issuer });
  await worker.trustIssuer(issuer);
  return await outcome();
}

describe('a first sign-in', () => {
  it('asks whether to trust the issuer before anything of the person gets there', async () => {
    await using issuer = await startWithPerson();
    worker.signIn(issuer.webId);
    expect(await outcome()).toEqual({
      step: 'trust',
      input: issuer.webId,
      webId: issuer.webId,
      issuer: issuer.url,
      saysSolid: true,
    });
    expect(issuer.seenAt('/register')).toEqual([]);
    expect(browser.identity.launchWebAuthFlow).not.toHaveBeenCalled();
  });

  it('goes on once the issuer is trusted, and makes the identity the active one', async () => {
    await using issuer = await startWithPerson();
    const id = `${issuer.webId} ${issuer.url}`;
    expect(await signInAndTrust(issuer.webId, issuer.url)).toEqual({ step: 'done', identity: id });
    expect(await worker.activeIdentity()).toBe(id);
    expect(await worker.listIdentities()).toEqual([
      { id, webId: issuer.webId, issuer: issuer.url, name: 'Alice', photo: null, state: 'signed-in' },
    ]);
    expect(await worker.knownPods()).toEqual([`${issuer.url}alice/`]);
  });

  it('leaves no secret in the browser’s storage', async () => {
    await using issuer = await startWithPerson();
    await signInAndTrust(issuer.webId, issuer.url);
    const { session } = await worker.getIdentity(`${issuer.webId} ${issuer.url}` as never);
    const tokens = session.state === 'signed-in' ? session.tokens : null;
    const stored = browser.storage.local.text + browser.storage.session.text;
    expect(stored).toContain(issuer.url);
    for (const secret of [tokens?.accessToken, tokens?.refreshToken, tokens?.idToken]) {
      expect(stored).not.toContain(secret ?? '');
    }
  });

  it('shows its steps in their order', async () => {
    await using issuer = await startWithPerson();
    const steps: string[] = [];
    worker.onChange(() => {
      void worker.signInState().then((state) => {
        const step = state.step === 'working' ? state.doing : state.step;
        if (steps.at(-1) !== step) steps.push(step);
      });
    });
    await signInAndTrust(issuer.webId, issuer.url);
    await worker.signInState();
    expect(steps).toEqual(['finding', 'trust', 'finding', 'registering', 'waiting-for-person', 'finishing', 'done']);
  });
});

describe('a further sign-in', () => {
  it('does not ask about a trusted issuer again', async () => {
    await using issuer = await startWithPerson();
    await signInAndTrust(issuer.webId, issuer.url);
    worker.signInAgain(issuer.webId, issuer.url);
    expect(await outcome()).toMatchObject({ step: 'done' });
    expect(await worker.listIdentities()).toHaveLength(1);
  });

  it('asks about a trusted issuer that spells itself otherwise', async () => {
    await using issuer = await startWithPerson();
    await worker.trust(issuer.url.slice(0, -1) as Issuer);
    worker.signIn(issuer.url);
    expect(await outcome()).toMatchObject({ step: 'trust' });
  });

  it('keeps its place in the list, and replaces key and session', async () => {
    await using issuer = await startWithPerson();
    await using other = await startIssuer();
    await signInAndTrust(issuer.webId, issuer.url);
    const before = await worker.getIdentity(`${issuer.webId} ${issuer.url}` as never);
    browser.identity.launchWebAuthFlow.mockImplementation(async ({ url }) => (await other.visit(new URL(url))).href);
    await signInAndTrust(other.webId, other.url);
    browser.identity.launchWebAuthFlow.mockImplementation(async ({ url }) => (await issuer.visit(new URL(url))).href);
    worker.signInAgain(issuer.webId, issuer.url);
    await outcome();

    expect((await worker.listIdentities()).map(({ webId }) => webId)).toEqual([issuer.webId, other.webId]);
    expect(await worker.activeIdentity()).toBe(before.id);
    expect((await worker.getIdentity(before.id)).key.jkt).not.toBe(before.key.jkt);
  });
});

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
    worker = await startWorker();
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
    expect(() => worker.signInAgain(issuer.webId, issuer.url)).toThrow('sign-in-busy');
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

    worker = await startWorker();
    const interrupted = { step: 'failed', failure: { code: 'sign-in-interrupted' }, input: issuer.webId };
    expect(await worker.signInState()).toMatchObject(interrupted);
    await worker.dismissSignIn();
    expect(await worker.signInState()).toEqual({ step: 'idle' });
  });
});

describe('a sign-in that fails keeps nothing', () => {
  const refusal = (message: string) => () => Promise.reject(new Error(message));
  const elsewhere = 'https://bob.example/card#me';

  it.each<[string, Lies, string]>([
    ['when somebody else signed in', { idToken: ({ claims }) => (claims['webid'] = elsewhere) }, 'webid-other'],
    ['when the registration is declined', { registration: (s) => (s.status = 403) }, 'registration-refused'],
    ['when the person comes back otherwise', { callback: (url) => url.searchParams.set('state', 'x') }, 'authorization-invalid'],
    ['when the tokens are not bound', { tokens: (body) => (body['token_type'] = 'Bearer') }, 'token-not-bound'],
  ])('%s', async (_what, lies, code) => {
    await using issuer = await startWithPerson(lies);
    expect(await signInAndTrust(issuer.webId, issuer.url)).toMatchObject({ step: 'failed', failure: { code } });
    expect(await worker.listIdentities()).toEqual([]);
    expect(await worker.activeIdentity()).toBeNull();
  });

  it.each([
    ['The user did not approve access.', 'sign-in-cancelled'],
    ['User cancelled or denied access.', 'sign-in-cancelled'],
    ['Authorization page could not be loaded.', 'sign-in-page-failed'],
    ['Only one web auth flow may run at a time.', 'sign-in-stuck'],
    ['Something new.', 'sign-in-page-failed'],
  ])('when the browser says “%s”', async (words, code) => {
    await using issuer = await startWithPerson();
    browser.identity.launchWebAuthFlow.mockImplementation(refusal(words));
    expect(await signInAndTrust(issuer.webId, issuer.url)).toMatchObject({ step: 'failed', failure: { code } });
    expect(issuer.seenAt('/token')).toEqual([]);
    expect(await worker.listIdentities()).toEqual([]);
  });

  it.each<[string, NonNullable<Lies['profile']>, string]>([
    ['names another issuer', (s) => (s.body = `<#me> ${OIDC_ISSUER} <https://idp.example>.`), 'profile-names-other-issuer'],
    ['is gone', (s) => (s.status = 404), 'profile-invalid'],
    ['is broken', (s) => (s.body = '<#me>'), 'profile-invalid'],
  ])('when the profile %s', async (_what, profile, code) => {
    await using issuer = await startWithPerson({ profile });
    // Who types the issuer instead of the WebID meets the profile after the sign-in.
    expect(await signInAndTrust(issuer.url, issuer.url)).toMatchObject({ step: 'failed', failure: { code } });
    expect(await worker.listIdentities()).toEqual([]);
  });

  it('when the WebID is a profile of another server that does not know the issuer', async () => {
    await using other = await serve(() => ({ headers: { 'content-type': 'text/turtle' }, body: '<#me> a <#Person>.' }));
    const webid = `${other.url}card#me`;
    await using issuer = await startWithPerson({ idToken: ({ claims }) => (claims['webid'] = webid) });
    const failure = { code: 'profile-names-other-issuer', subject: webid };
    expect(await signInAndTrust(issuer.url, issuer.url)).toMatchObject({ step: 'failed', failure });
    expect(await worker.listIdentities()).toEqual([]);
  });

  it('of the new session, and leaves the old one as it was', async () => {
    await using issuer = await startWithPerson();
    await signInAndTrust(issuer.webId, issuer.url);
    const before = await worker.getIdentity(`${issuer.webId} ${issuer.url}` as never);
    issuer.lies = { idToken: ({ claims }) => (claims['webid'] = elsewhere) };
    worker.signInAgain(issuer.webId, issuer.url);
    expect(await outcome()).toMatchObject({ step: 'failed', failure: { code: 'webid-other', subject: elsewhere } });
    expect(await worker.getIdentity(before.id)).toEqual(before);
  });
});
