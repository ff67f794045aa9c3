import { expect, vi } from 'vitest';
import type { Issuer } from '../../../src/domain/identity.ts';
import type { SignIn } from '../../../src/domain/view.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import type { Lies } from '../../fakes/lies.ts';
import { settled } from '../../fakes/settled.ts';

/** The modules of the worker that runs now. */
export let worker: Awaited<ReturnType<typeof loadWorker>>;

async function loadWorker() {
  const [signIn, identities, issuers, changes] = await Promise.all([
    import('../../../src/identities/sign-in.ts'),
    import('../../../src/identities/identities.ts'),
    import('../../../src/identities/issuers.ts'),
    import('../../../src/platform/changes.ts'),
  ]);
  return { ...signIn, ...identities, ...issuers, ...changes };
}

/** Starts a worker that remembers nothing, as the browser does after it has ended the one before. */
export async function restartWorker(): Promise<void> {
  vi.resetModules();
  worker = await loadWorker();
}

/** A browser in which nobody has ever signed in. */
export async function startAnew(): Promise<void> {
  restartBrowser();
  await restartWorker();
  for (const { id } of await worker.listIdentities()) await worker.forgetIdentity(id);
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
    async ({ url }) => (await issuer.visit(new URL(url))).href,
  );
}

/** Signs in at an issuer that nobody trusts yet. */
export async function signInAndTrust(input: string, issuer: Issuer): Promise<SignIn> {
  worker.signIn(input);
  expect(await outcome()).toMatchObject({ step: 'trust', issuer });
  await worker.trustIssuer(issuer);
  return await outcome();
}
