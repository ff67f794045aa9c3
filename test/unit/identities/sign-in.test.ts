import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Issuer, identityIdOf } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import { goTo, outcome, signInAndTrust, startAnew, startWithPerson, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { browser } = port;

beforeEach(startAnew);

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
      {
        id,
        webId: issuer.webId,
        issuer: issuer.url,
        name: 'Alice',
        photo: null,
        state: 'signed-in',
        storages: [`${issuer.url}alice/`],
      },
    ]);
    expect(await worker.knownPods()).toEqual([`${issuer.url}alice/`]);
  });

  it('leaves no secret in the browser’s storage', async () => {
    await using issuer = await startWithPerson();
    await signInAndTrust(issuer.webId, issuer.url);
    const { session } = await worker.getIdentity(identityIdOf(issuer.webId, issuer.url));
    const tokens = session.state === 'signed-in' ? session.tokens : null;
    const stored = browser.storage.session.text;
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
    expect(steps).toEqual([
      'finding',
      'trust',
      'finding',
      'registering',
      'waiting-for-person',
      'finishing',
      'done',
    ]);
  });
});

describe('a further sign-in', () => {
  it('does not ask about a trusted issuer again', async () => {
    await using issuer = await startWithPerson();
    await signInAndTrust(issuer.webId, issuer.url);
    await worker.signInAgain(identityIdOf(issuer.webId, issuer.url));
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
    const before = await worker.getIdentity(identityIdOf(issuer.webId, issuer.url));
    goTo(other);
    await signInAndTrust(other.webId, other.url);
    goTo(issuer);
    await worker.signInAgain(identityIdOf(issuer.webId, issuer.url));
    await outcome();

    expect((await worker.listIdentities()).map(({ webId }) => webId)).toEqual([issuer.webId, other.webId]);
    expect(await worker.activeIdentity()).toBe(before.id);
    expect((await worker.getIdentity(before.id)).key.jkt).not.toBe(before.key.jkt);
  });
});
