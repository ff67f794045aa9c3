import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type IdentityId, identityIdOf, type WebId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { everythingStored } from '../../fakes/stored.ts';
import {
  restartWorker,
  signedIn,
  signInOnceMore,
  signOut,
  startAnew,
  startWithPerson,
  worker,
} from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { launchWebAuthFlow } = port.browser.identity;

beforeEach(startAnew);

/** Signs out at an issuer that wants to ask the person first. */
async function linger(issuer: FakeIssuer): Promise<IdentityId> {
  issuer.page.asksAtLogout = true;
  const id = await signedIn(issuer);
  await signOut(id);
  launchWebAuthFlow.mockClear();
  return id;
}

describe('an issuer whose own session goes on, as it wants the person’s word,', () => {
  it('is told of, once, also by the next worker', async () => {
    await using issuer = await startWithPerson();
    const id = await linger(issuer);
    expect(await worker.stillSignedInAt()).toEqual([issuer.url]);
    await signInOnceMore(id);
    await signOut(id);
    await restartWorker();
    expect(await worker.stillSignedInAt()).toEqual([issuer.url]);
    expect(issuer.page.isSignedIn).toBe(true);
  });

  it('shows its page to the person who wants to sign out there, and is then forgotten', async () => {
    await using issuer = await startWithPerson();
    await linger(issuer);
    await worker.signOutAt(issuer.url);
    const [asked] = launchWebAuthFlow.mock.calls[0] ?? [];
    expect(asked?.interactive).toBe(true);
    expect([...new URL(asked?.url ?? '').searchParams.keys()]).toEqual([
      'client_id',
      'post_logout_redirect_uri',
    ]);
    expect([issuer.page.isSignedIn, await worker.stillSignedInAt()]).toEqual([false, []]);
  });

  it('stays where the person closes its page', async () => {
    await using issuer = await startWithPerson();
    await linger(issuer);
    launchWebAuthFlow.mockRejectedValueOnce(new Error('The user did not approve access.'));
    expect(await codeOf(worker.signOutAt(issuer.url))).toBe('sign-in-cancelled');
    expect(await worker.stillSignedInAt()).toEqual([issuer.url]);
  });

  it('is forgotten where the person leaves it as it is', async () => {
    await using issuer = await startWithPerson();
    await linger(issuer);
    await worker.staySignedInAt(issuer.url);
    expect([issuer.page.isSignedIn, await worker.stillSignedInAt()]).toEqual([true, []]);
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
  });

  it('is no longer told of once somebody is signed in there again', async () => {
    await using issuer = await startWithPerson();
    const id = await linger(issuer);
    await signInOnceMore(id);
    expect(await worker.stillSignedInAt()).toEqual([]);
  });

  it('shows its page also after the issuer was removed', async () => {
    await using issuer = await startWithPerson();
    await linger(issuer);
    await worker.distrust(issuer.url);
    await worker.signOutAt(issuer.url);
    expect([issuer.page.isSignedIn, await worker.stillSignedInAt()]).toEqual([false, []]);
  });

  it('has no token kept for its page', async () => {
    await using issuer = await startWithPerson();
    await linger(issuer);
    const stored = await everythingStored();
    expect(stored).toContain('still-signed-in');
    for (const token of issuer.tokens.issued) expect(stored).not.toContain(token);
  });

  it('is none where nobody lingers, and no page is shown', async () => {
    await using issuer = await startWithPerson();
    await worker.signOutAt(issuer.url);
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
  });
});

it('the issuer’s own session is left alone while another identity is signed in there', async () => {
  await using issuer = await startWithPerson();
  issuer.page.asksAtLogout = true;
  const id = await signedIn(issuer);
  const webId = `${issuer.url}bob/card#me` as WebId;
  const other = identityIdOf(webId, issuer.url);
  await worker.keepIdentity({ ...(await worker.getIdentity(id)), id: other, webId });
  launchWebAuthFlow.mockClear();
  await signOut(id);
  expect(launchWebAuthFlow).not.toHaveBeenCalled();
  expect([await worker.stillSignedInAt(), issuer.seenAt('/revoke').length]).toEqual([[], 1]);

  await signOut(other);
  expect(launchWebAuthFlow).toHaveBeenCalledTimes(1);
  expect(await worker.stillSignedInAt()).toEqual([issuer.url]);
});
