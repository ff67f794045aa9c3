import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { switchTo } from '../world/popup.ts';
import { runInNode, runInShell } from '../world/shell.ts';
import { opened } from '../world/site.ts';
import { notInFirefox } from './browsers.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { clipboardOf, everythingIn } from './secrets-in-page.ts';
import { readTokens } from './tokens.ts';

const CHECKS = {
  'Access token': ['Key', 'Audience', 'Issuer', 'Profile', 'WebID', 'Signature', 'Time'],
  'ID token': ['Audience', 'Issuer', 'Profile', 'WebID', 'Signature', 'Time'],
} as const;

let scene: Scene;
let inspector: Page;
/** What pages said in their consoles. */
const said: string[] = [];
let secrets: readonly string[];

beforeAll(async () => {
  scene = await openSceneWithAlice();
  scene.browser.context.on('console', (message) => said.push(message.text()));
  inspector = await opened(scene.browser, `${scene.browser.origin}/popup/index.html#inspector`);
  const { accessToken, idToken } = await readTokens(scene.popup);
  secrets = [accessToken, idToken ?? 'no ID token'];
});
afterAll(() => scene[Symbol.asyncDispose]());

function part(name: string): Locator {
  return inspector.getByRole('region', { name, exact: true });
}

function button(within: Locator, name: string): Locator {
  return within.getByRole('button', { name, exact: true });
}

/** What of some secrets stands anywhere in the page. */
async function shown(texts: readonly string[]): Promise<readonly string[]> {
  const everything = await everythingIn(inspector);
  return texts.filter((text) => everything.includes(text));
}

describe('The inspector', () => {
  test.each(['Access token', 'ID token'] as const)('ticks every check of the %s', async (name) => {
    for (const check of CHECKS[name])
      await part(name)
        .getByRole('img', { name: `${check}: holds.` })
        .waitFor();
    expect(await part(name).getByRole('img').count()).toBe(CHECKS[name].length);
  });

  test('decodes the tokens and says what each claim means', async () => {
    const { alice, server } = scene;
    const access = part('Access token');
    await access.getByText(alice.webId, { exact: true }).first().waitFor();
    await access.getByText(server, { exact: true }).waitFor();
    await access.getByText('Confirmation (RFC 7800): the key whose holder alone may use it').waitFor();
    await access
      .getByRole('timer')
      .getByText(/^expires in \d+ (min|h)/)
      .waitFor();
    await part('ID token').getByText('Issuer (RFC 7519): who made the token').waitFor();
  });

  test('shows the key’s public half, whose thumbprint the access token names', async () => {
    const key = part('DPoP key');
    await key.getByText('The private key cannot be read out', { exact: false }).waitFor();
    const jkt = await key.locator('p.mono').textContent();
    await part('Access token')
      .getByText(jkt ?? 'none', { exact: true })
      .waitFor();
  });
});

describe('Whose tokens are shown', () => {
  let page: Page;

  beforeAll(async () => {
    await switchTo(scene.popup, 'Anonymous');
  });
  afterAll(async () => {
    await switchTo(scene.popup, scene.alice.name);
    await page.close();
  });

  test('is to be chosen while she is anonymous', async () => {
    page = await opened(scene.browser, `${scene.browser.origin}/popup/index.html#inspector`);
    await page.getByText('You are anonymous', { exact: false }).waitFor();
    await page.getByRole('combobox', { name: 'Identity' }).selectOption(scene.alice.name);
    await page.getByRole('heading', { name: 'Access token', exact: true }).waitFor();
  });

  test('stands in the address of the link "Open in a tab"', async () => {
    // Only the toolbar's popup shows it.
    const link = await page.locator('a', { hasText: 'Open in a tab' }).getAttribute('href');
    await page.close();
    page = await opened(scene.browser, new URL(link ?? '', scene.browser.origin).href);
    await page.getByRole('heading', { name: 'ID token', exact: true }).waitFor();
  });
});

describe('No token stands anywhere', () => {
  test('in the page or on the clipboard before "Reveal"', async () => {
    expect(await shown(secrets)).toEqual([]);
    expect(await shown(secrets.flatMap((token) => token.split('.')))).toEqual([]);
    const copied = await clipboardOf(scene.browser, inspector);
    expect(secrets.filter((token) => copied.includes(token))).toEqual([]);
  });

  test.each(['Access token', 'ID token'])('but the %s while it is revealed', async (name) => {
    const [accessToken = '', idToken = ''] = secrets;
    const [revealed, other] = name === 'Access token' ? [accessToken, idToken] : [idToken, accessToken];
    await button(part(name), 'Reveal').click();
    await button(part(name), 'Hide').waitFor();
    expect(await shown([revealed, other])).toEqual([revealed]);
    expect(await clipboardOf(scene.browser, inspector)).not.toContain(revealed);
    await button(part(name), 'Hide').click();
    await button(part(name), 'Reveal').waitFor();
    expect(await shown(secrets)).toEqual([]);
  });

  test('once the inspector was left while it was revealed', async () => {
    await button(part('Access token'), 'Reveal').click();
    await button(part('Access token'), 'Hide').waitFor();
    await inspector.getByRole('tab', { name: 'Activity' }).click();
    await part('Access token').waitFor({ state: 'detached' });
    expect(await shown(secrets)).toEqual([]);
    await inspector.getByRole('tab', { name: 'Inspector' }).click();
    await button(part('Access token'), 'Reveal').waitFor();
    expect(await shown(secrets)).toEqual([]);
  });

  notInFirefox('no clock can be set in an extension’s page')(
    'once it was in sight for a minute',
    async () => {
      await inspector.clock.install();
      await inspector.reload();
      await button(part('Access token'), 'Reveal').click();
      await button(part('Access token'), 'Hide').waitFor();
      await inspector.clock.runFor(59_000);
      expect(await shown(secrets)).toHaveLength(1);
      await inspector.clock.runFor(2_000);
      await button(part('Access token'), 'Reveal').waitFor();
      expect(await shown(secrets)).toEqual([]);
      await inspector.clock.resume();
    },
  );

  test('and it comes to the clipboard by "Copy" alone', async () => {
    const [accessToken] = secrets;
    await button(part('Access token'), 'Reveal').click();
    await button(part('Access token'), 'Copy').click();
    await part('Access token').getByText('Copied.').waitFor();
    expect(await clipboardOf(scene.browser, inspector)).toBe(accessToken);
    await button(part('Access token'), 'Hide').click();
  });
});

describe('The proof maker', () => {
  const maker = () => part('Proof maker');

  /** The name of the proof that is shown, which no other has. */
  const jti = () =>
    maker()
      .locator('dl > div', { has: inspector.getByText('jti', { exact: true }) })
      .locator('bdi')
      .textContent();

  async function make(method: string, url: string): Promise<void> {
    const hasBefore = (await maker().getByText('JWT ID (RFC 9449)').count()) > 0;
    const before = hasBefore ? await jti() : null;
    await maker().getByRole('textbox', { name: 'Method' }).fill(method);
    await maker().getByRole('textbox', { name: 'URL' }).fill(url);
    await button(maker(), 'Make proof').click();
    await expect.poll(jti).not.toBe(before);
    await maker().getByText(`${method} ${url}`, { exact: true }).waitFor();
  }

  test('begins with the pod of the identity', async () => {
    const url = maker().getByRole('textbox', { name: 'URL' });
    expect(await url.inputValue()).toBe(scene.alice.pod);
  });

  test('makes a proof whose headers stand nowhere before "Reveal"', async () => {
    await make('GET', `${scene.alice.pod}private/notes.ttl`);
    await maker().getByText('HTTP Method (RFC 9449): the one method that it is for').waitFor();
    expect(await shown([...secrets, 'DPoP eyJ'])).toEqual([]);
  });

  test('gives a curl that works once and is refused the second time, however odd the address', async () => {
    await make('GET', `${scene.alice.pod}private/notes.ttl?a=[1-3]{b,c}&d=$(exit)!~*`);
    await button(maker(), 'Reveal').click();
    const curl = (await maker().getByRole('region', { name: 'curl', exact: true }).textContent()) ?? '';
    const first = await runInShell(curl);
    expect(first).toMatch(/^HTTP\/1\.1 200 /);
    expect(first).toContain('Feed the cat.');
    expect(await runInShell(curl)).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('gives a fetch that works once', async () => {
    await make('GET', `${scene.alice.pod}private/notes.ttl`);
    await button(maker(), 'Reveal').click();
    const snippet = (await maker().getByRole('region', { name: 'fetch', exact: true }).textContent()) ?? '';
    const program = `const { status } = ${snippet} console.log(status);`;
    expect(await runInNode(program)).toBe('200\n');
    expect(await runInNode(program)).toBe('401\n');
  });

  test('sends the request and shows status and body, and how the server refuses it again', async () => {
    await make('GET', `${scene.alice.pod}private/notes.ttl`);
    await button(maker(), 'Send').click();
    await maker().getByText('200 OK', { exact: true }).waitFor();
    expect(await maker().getByRole('region', { name: 'Body' }).textContent()).toContain('Feed the cat.');
    await maker().getByText('text/turtle', { exact: true }).waitFor();
    await button(maker(), 'Send').click();
    await maker().getByText('401 Unauthorized', { exact: true }).waitFor();
    expect(await shown([...secrets, 'DPoP eyJ'])).toEqual([]);
  });

  test('says of a picture what it is and how large', async () => {
    await make('GET', `${scene.alice.pod}private/picture.png`);
    await button(maker(), 'Send').click();
    await maker()
      .getByText(/^A body image\/png, \d+ bytes/)
      .waitFor();
  });

  test('asks before it sends what changes something, and sends nothing if the person does not want it', async () => {
    const { alice } = scene;
    await make('DELETE', `${alice.pod}private/plain.html`);
    await button(maker(), 'Send').click();
    await button(maker().getByRole('alert'), 'Cancel').click();
    await make('GET', `${alice.pod}private/plain.html`);
    await button(maker(), 'Send').click();
    await maker().getByText('200 OK', { exact: true }).waitFor();
  });
});

describe('Somebody who is signed out', () => {
  test('has a key, and no tokens', async () => {
    await scene.popup.bringToFront();
    await scene.popup.getByRole('button', { name: `Sign out ${scene.alice.name}` }).click();
    await inspector.getByText(`${scene.alice.name} is signed out.`).waitFor();
    await part('DPoP key').waitFor();
    expect(await part('Access token').count()).toBe(0);
    expect(await part('Proof maker').count()).toBe(0);
  });

  test('and nobody’s console ever held a token', () => {
    const texts = said.join('\n');
    expect(secrets.filter((token) => texts.includes(token))).toEqual([]);
  });
});
