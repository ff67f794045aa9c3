import { expect, vi } from 'vitest';
import { type IdentityId, type Issuer, identityIdOf } from '../../../src/domain/identity.ts';
import type { Tokens } from '../../../src/domain/session.ts';
import type { SignIn } from '../../../src/domain/view.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import type { Lies } from '../../fakes/lies.ts';
import { settled } from '../../fakes/settled.ts';
import { endWorker } from '../../fakes/worker.ts';

/** The modules of the worker that runs now. */
export let worker: Awaited<ReturnType<typeof loadWorker>>;

async function loadWorker() {
  const [signIn, identities, issuers, records, session, clients, signOut, forget, lock, vault, changes] =
    await Promise.all([
      import('../../../src/identities/sign-in.ts'),
      import('../../../src/identities/identities.ts'),
      import('../../../src/identities/issuers.ts'),
      import('../../../src/identities/records.ts'),
      import('../../../src/identities/session.ts'),
      import('../../../src/identities/clients.ts'),
      import('../../../src/identities/sign-out.ts'),
      import('../../../src/identities/forget.ts'),
      import('../../../src/identities/lock.ts'),
      import('../../../src/platform/vault.ts'),
      import('../../../src/platform/changes.ts'),
    ]);
  return {
    ...signIn,
    ...identities,
    ...issuers,
    ...records,
    ...session,
    ...clients,
    ...signOut,
    ...forget,
    ...lock,
    ...vault,
    ...changes,
  };
}

/** Starts a worker that remembers nothing, after the browser has ended the one before. */
export async function restartWorker(): Promise<void> {
  endWorker();
  vi.resetModules();
  worker = await loadWorker();
}

/** A browser in which nobody has ever signed in. */
export async function startAnew(): Promise<void> {
  vi.restoreAllMocks();
  restartBrowser();
  await restartWorker();
  await worker.startOver();
  for (const { id } of await worker.listIdentities()) await worker.forgetIdentity(id);
  for (const { id } of await worker.listIssuers()) await worker.distrust(id);
}

/** What the sign-in comes to, a question or an end. */
export function outcome(): ReturnType<typeof settled> {
  return settled(worker);
}

/** An issuer on whose page somebody says yes. */
export async function startWithPerson(lies: Lies = {}): Promise<FakeIssuer> {
  const issuer = await startIssuer(lies);
  goTo(issuer);
  return issuer;
}

/** Lets the person be at another issuer's page from now on. */
export function goTo(issuer: FakeIssuer): void {
  browser.identity.launchWebAuthFlow.mockImplementation(
    async ({ url, interactive }) => (await issuer.visit(new URL(url), { interactive })).href,
  );
}

/** Signs in at an issuer that nobody trusts yet. */
export async function signInAndTrust(input: string, issuer: Issuer): Promise<SignIn> {
  worker.signIn(input);
  expect(await outcome()).toMatchObject({ step: 'trust', issuer });
  await worker.trustIssuer(issuer);
  return await outcome();
}

/** Alice is signed in at her issuer, which she trusts. */
export async function signedIn(issuer: FakeIssuer): Promise<IdentityId> {
  const id = identityIdOf(issuer.webId, issuer.url);
  await worker.trust(issuer.url);
  worker.signIn(issuer.webId);
  expect(await outcome()).toEqual({ step: 'done', identity: id });
  return id;
}

/** Signs the identity in once more. */
export async function signInOnceMore(id: IdentityId): Promise<SignIn> {
  await worker.signInAgain(id);
  return await outcome();
}

/** Lets the access token of an identity have ended. */
export async function expireTokens(id: IdentityId): Promise<void> {
  await changeTokens(id, { expiresAt: 0 });
}

/** Lets the tokens of an identity be others. */
export async function changeTokens(id: IdentityId, change: Partial<Tokens>): Promise<void> {
  const tokens = await tokensOf(id);
  await worker.records.change(id, (record) => {
    const { session } = record;
    if (session.state !== 'signed-in') return record;
    return { ...record, session: { ...session, tokens: { ...tokens, ...change } } };
  });
}

/** The tokens of an identity; null where it has no session. */
export async function tokensOf(id: IdentityId): Promise<Tokens | null> {
  const { session } = await worker.getIdentity(id);
  return session.state === 'signed-in' ? session.tokens : null;
}

/** Signs an identity out, here and then at its issuer. */
export async function signOut(id: IdentityId): Promise<void> {
  await worker.signOutThere(await worker.signOutHere(id));
}

/** Forgets an identity, here and then at its issuer. */
export async function forget(id: IdentityId): Promise<void> {
  const forgotten = await worker.forgetHere(id);
  if (forgotten !== null) await worker.forgetThere(forgotten);
}
