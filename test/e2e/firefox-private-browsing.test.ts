import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Firefox, launchFirefox } from '../world/firefox.ts';
import { opened } from '../world/site.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../world/temporary.ts';

let profile: TemporaryDirectory;
let browser: Firefox;

beforeAll(async () => {
  profile = await temporaryDirectory('profile');
  const options = { extension: 'dist/firefox', profile: profile.path, headless: true };
  browser = await launchFirefox(options, { 'browser.privatebrowsing.autostart': true });
});
afterAll(async () => {
  await browser.close();
  await profile[Symbol.asyncDispose]();
});

describe('In a Firefox that never remembers anything, as in every private window', () => {
  test('nothing of Latchkey runs', async () => {
    const worker = await browser.worker();
    await expect(worker.evaluate(() => true)).rejects.toThrow('has no view background');
  });

  test('its popup is an empty page without any right', async () => {
    const popup = await opened(browser, `${browser.origin}/popup/index.html`);
    expect(await popup.evaluate(() => [typeof chrome, document.body.textContent.trim()])).toEqual([
      'undefined',
      '',
    ]);
  });
});
