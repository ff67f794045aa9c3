import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browserWebAuth } from '../../../src/platform/web-auth.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));
const { launchWebAuthFlow, getRedirectURL } = browser.identity;

const PAGE = new URL('https://idp.example/authorize?a=b');

beforeEach(restartBrowser);

describe('the page of an issuer', () => {
  it.each([true, false])('leads back to an address of ours; shown to the person: %s', async (interactive) => {
    const back = `${getRedirectURL()}?code=a`;
    launchWebAuthFlow.mockResolvedValue(back);
    expect((await browserWebAuth().open(PAGE, { interactive })).href).toBe(back);
    expect(launchWebAuthFlow).toHaveBeenCalledExactlyOnceWith({ url: PAGE.href, interactive });
  });

  it.each([
    ['The user did not approve access.', 'sign-in-cancelled'],
    ['User cancelled or denied access.', 'sign-in-cancelled'],
    ['Authorization page could not be loaded.', 'sign-in-page-failed'],
    ['Only one web auth flow may run at a time.', 'sign-in-stuck'],
    ['Something new.', 'sign-in-page-failed'],
  ])('may not lead back: “%s”', async (words, code) => {
    launchWebAuthFlow.mockRejectedValue(new Error(words));
    expect(await codeOf(browserWebAuth().open(PAGE, { interactive: true }))).toBe(code);
  });

  it('needs the person where it does not lead back without them, in whatever words', async () => {
    for (const words of ['User interaction required.', 'Requires user interaction', '']) {
      launchWebAuthFlow.mockRejectedValue(new Error(words));
      expect(await codeOf(browserWebAuth().open(PAGE, { interactive: false }))).toBe('login-required');
    }
  });

  it('says nothing of the person where it could not be loaded', async () => {
    launchWebAuthFlow.mockRejectedValue(new Error('Authorization page could not be loaded.'));
    expect(await codeOf(browserWebAuth().open(PAGE, { interactive: false }))).toBe('sign-in-page-failed');
  });

  it.each([undefined, '', 'nowhere'])(
    'has failed where the browser gives no address: %s',
    async (address) => {
      launchWebAuthFlow.mockResolvedValue(address as string);
      expect(await codeOf(browserWebAuth().open(PAGE, { interactive: true }))).toBe('sign-in-page-failed');
    },
  );
});
