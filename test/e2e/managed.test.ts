import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { setUpLock, unlock } from '../world/lock.ts';
import { grantedBefore } from '../world/permissions.ts';
import { chromiumPolicy, firefoxPolicy, maySetPolicies, type Policy } from '../world/policy.ts';
import { allowPods, openPopup } from '../world/popup.ts';
import { signInAt, signInPage } from '../world/sign-in-page.ts';
import { opened, read, type Site, send, startSite, toldOf } from '../world/site.ts';
import { inFirefox } from './browsers.ts';
import { EXTENSION, openScene, type Scene } from './scene.ts';
import { close, openOptions } from './site-scene.ts';

const TITLE = 'Under the policy of an organisation';
const PASSPHRASE = 'curiouser and curiouser';
const SET = 'Set by your organisation';

let policy: Policy;
let scene: Scene;
let site: Site;
let app: Page;

if (inFirefox || (await maySetPolicies())) describe(TITLE, story);
else test.skip(`${TITLE} – only root may set one for Chromium`);

function story(): void {
  beforeAll(async () => {
    policy = await (inFirefox
      ? firefoxPolicy('dist/firefox', 'latchkey@latchkey.example')
      : chromiumPolicy(EXTENSION));
    site = await startSite();
    await policy.set(policyFor(site));
    scene = await openScene([], policy.launchedWith);
    await grantedBefore(scene.browser);
  });
  afterAll(() => close(scene, site, policy));

  test('Latchkey wants a lock first, and nobody signs in before there is one', async () => {
    const { popup, alice } = scene;
    await popup.getByRole('heading', { name: 'Set up a lock first' }).waitFor();
    expect(await tell('signIn', { input: alice.webId })).toEqual({ answer: null });
    await expect.poll(() => signInFailure()).toBe('lock-required');
    const options = await openOptions(scene, 'privacy');
    await setUpLock(options, PASSPHRASE);
    await options.getByRole('button', { name: 'Lock now' }).waitFor();
    expect(await options.getByRole('button', { name: 'Turn the lock off' }).count()).toBe(0);
    expect(await idleTimes(options)).toEqual(['5', '15']);
    await options.close();
  });

  test('Alice signs in at its issuer without being asked whether she trusts it', async () => {
    const { popup, alice, browser, server } = scene;
    await popup.getByRole('textbox', { name: 'WebID, pod or issuer' }).fill(alice.webId);
    const page = signInPage(browser.context, server);
    await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
    await signInAt(await page, alice);
    await popup.getByRole('radio', { name: alice.name, checked: true }).waitFor();
    await allowPods(popup);
    const tab = await browser.context.newPage();
    await journalOf(tab).open(`${alice.pod}private/plain.html`, 200);
    await tab.close();
  });

  test('its site reads in her pod, and does no more, though she has connected nothing', async () => {
    const { browser, alice } = scene;
    app = await opened(browser, site.url);
    await toldOf(app, alice.webId);
    expect(await read(app, `${alice.pod}private/notes.ttl`)).toContain('Feed the cat.');
    expect(await send(app, 'PUT', `${alice.pod}private/notes.ttl`, 'text/turtle', '')).toBe('401');
    const popup = await openPopup(browser, app);
    await popup.getByText(SET).waitFor();
    expect(await popup.getByRole('button', { name: 'Disconnect' }).count()).toBe(0);
    await popup.close();
  });

  test('what it has turned off is neither shown nor done', async () => {
    expect(await scene.popup.getByRole('tab').count()).toBe(0);
    const refused = (subject: string) => ({ failure: { code: 'managed', subject } });
    expect(await tell('inspect', { id: 'a b' })).toEqual(refused('developers'));
    expect(await tell('addIssuer', { address: scene.server })).toEqual(refused('addIssuers'));
    expect(await tell('removeIssuer', { issuer: scene.server })).toEqual(refused(scene.server));
  });

  test.each(['issuers', 'pods', 'sites'])(
    'the options show its %s, and no button to remove them',
    async (part) => {
      const options = await openOptions(scene, part);
      await options.getByText(SET).first().waitFor();
      expect(await options.getByRole('button', { name: /^(Remove|Disconnect|Revoke) / }).count()).toBe(0);
      await options.close();
    },
  );

  test('the options say what of it could not be read', async () => {
    const options = await openOptions(scene, 'about');
    await options.getByText('policy-address').waitFor();
    await options.getByText('“blockedSites.0”').waitFor();
    await options.close();
  });

  test('all of it is gone with the policy', async () => {
    await policy.set({ issuers: [] });
    if (inFirefox) {
      await scene.restart();
      await unlock(scene.popup, PASSPHRASE);
      app = await opened(scene.browser, site.url);
    } else await toldOf(app, null);
    await scene.popup.getByRole('tab', { name: 'Inspector' }).waitFor();
    const journal = journalOf(await scene.browser.context.newPage());
    await journal.open(`${scene.alice.pod}private/plain.html`, 401);
    const options = await openOptions(scene, 'issuers');
    await options.getByText('You trust no issuer yet.').waitFor();
    expect(await app.evaluate(() => window.solid?.webId ?? null)).toBeNull();
    expect(journal.entries).toEqual(['401 /alice/private/plain.html']);
  });
}

/** Alice's server is the organisation's. One entry is written wrongly. */
function policyFor({ origin }: Site) {
  const server = inject('server');
  return {
    issuers: [{ issuer: server }],
    issuersOnly: true,
    pods: [{ storage: server, policy: 'when-asked' }],
    sites: [{ site: origin, storage: server, modes: ['read'] }],
    blockedSites: ['games.example'],
    lockRequired: true,
    lockIdleMinutes: 15,
    featuresOff: ['developers', 'everySite', 'addIssuers', 'customClients'],
  };
}

/** What the worker answers to a message of one of Latchkey's own pages. */
function tell(name: string, input: object): Promise<unknown> {
  return scene.popup.evaluate((message) => chrome.runtime.sendMessage(message), { name, input });
}

/** After how many minutes the options offer to lock by itself. */
function idleTimes(options: Page): Promise<string[]> {
  return options.evaluate(() => [...document.querySelectorAll('option')].map(({ value }) => value));
}

/** How the last sign-in failed, if it did. */
function signInFailure(): Promise<unknown> {
  return scene.popup.evaluate(async () => {
    const found = await chrome.storage.session.get('sign-in');
    return (found['sign-in'] as { value?: { failure?: { code: string } } } | undefined)?.value?.failure?.code;
  });
}
