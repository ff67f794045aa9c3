import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInNode, runInShell } from '../world/shell.ts';
import { button, type InspectorScene, openInspector } from './inspector-scene.ts';

let inspector: InspectorScene;
let maker: Locator;

beforeAll(async () => {
  inspector = await openInspector();
  maker = inspector.part('Proof maker');
});
afterAll(() => inspector[Symbol.asyncDispose]());

/** The name of the proof that is shown, which no other has. */
function jti(): Promise<string | null> {
  const line = maker.locator('dl > div', { has: inspector.page.getByText('jti', { exact: true }) });
  return line.locator('bdi').textContent();
}

async function make(method: string, url: string): Promise<void> {
  const hasBefore = (await maker.getByText('JWT ID (RFC 9449)').count()) > 0;
  const before = hasBefore ? await jti() : null;
  await maker.getByRole('textbox', { name: 'Method' }).fill(method);
  await maker.getByRole('textbox', { name: 'URL' }).fill(url);
  await button(maker, 'Make proof').click();
  await expect.poll(jti).not.toBe(before);
  await maker.getByText(`${method} ${url}`, { exact: true }).waitFor();
}

describe('The proof maker', () => {
  test('begins with the pod of the identity', async () => {
    const url = maker.getByRole('textbox', { name: 'URL' });
    expect(await url.inputValue()).toBe(inspector.scene.alice.pod);
  });

  test('makes a proof whose headers stand nowhere before "Reveal"', async () => {
    await make('GET', `${inspector.scene.alice.pod}private/notes.ttl`);
    await maker.getByText('HTTP Method (RFC 9449): the one method that it is for').waitFor();
    expect(await inspector.shown([...inspector.tokens, 'DPoP eyJ'])).toEqual([]);
  });

  test('gives a curl that works once and is refused the second time, however odd the address', async () => {
    await make('GET', `${inspector.scene.alice.pod}private/notes.ttl?a=[1-3]{b,c}&d=$(exit)!~*`);
    await button(maker, 'Reveal').click();
    const curl = (await maker.getByRole('region', { name: 'curl', exact: true }).textContent()) ?? '';
    const first = await runInShell(curl);
    expect(first).toMatch(/^HTTP\/1\.1 200 /);
    expect(first).toContain('Feed the cat.');
    expect(await runInShell(curl)).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('gives a fetch that works once', async () => {
    await make('GET', `${inspector.scene.alice.pod}private/notes.ttl`);
    await button(maker, 'Reveal').click();
    const snippet = (await maker.getByRole('region', { name: 'fetch', exact: true }).textContent()) ?? '';
    const program = `const { status } = ${snippet} console.log(status);`;
    expect(await runInNode(program)).toBe('200\n');
    expect(await runInNode(program)).toBe('401\n');
  });

  test('sends the request and shows status and body, and how the server refuses it again', async () => {
    await make('GET', `${inspector.scene.alice.pod}private/notes.ttl`);
    await button(maker, 'Send').click();
    await maker.getByText('200 OK', { exact: true }).waitFor();
    expect(await maker.getByRole('region', { name: 'Body' }).textContent()).toContain('Feed the cat.');
    await maker.getByText('text/turtle', { exact: true }).waitFor();
    await button(maker, 'Send').click();
    await maker.getByText('401 Unauthorized', { exact: true }).waitFor();
    expect(await inspector.shown([...inspector.tokens, 'DPoP eyJ'])).toEqual([]);
  });

  test('says of a picture what it is and how large', async () => {
    await make('GET', `${inspector.scene.alice.pod}private/picture.png`);
    await button(maker, 'Send').click();
    await maker.getByText(/^A body image\/png, \d+ bytes/).waitFor();
  });

  test('asks before it sends what changes something, and sends nothing if the person does not want it', async () => {
    const { alice } = inspector.scene;
    await make('DELETE', `${alice.pod}private/plain.html`);
    await button(maker, 'Send').click();
    await button(maker.getByRole('alert'), 'Cancel').click();
    await make('GET', `${alice.pod}private/plain.html`);
    await button(maker, 'Send').click();
    await maker.getByText('200 OK', { exact: true }).waitFor();
  });
});
