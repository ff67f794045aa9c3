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
    const inTime = interactive ? {} : { timeoutMsForNonInteractive: 20_000 };
    expect(launchWebAuthFlow).toHaveBeenCalledExactlyOnceWith({ url: PAGE.href, interactive, ...inTime });
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

  it.each([
    ['Authorization page could not be loaded.', 'sign-in-page-failed'],
    ['Authorization page load timed out.', 'timed-out'],
    ['Only one web auth flow is allowed at a time.', 'sign-in-busy'],
  ])('says nothing of the person: “%s”', async (words, code) => {
    launchWebAuthFlow.mockRejectedValue(new Error(words));
    expect(await codeOf(browserWebAuth().open(PAGE, { interactive: false }))).toBe(code);
  });

  it.each([undefined, '', 'nowhere'])(
    'has failed where the browser gives no address: %s',
    async (address) => {
      launchWebAuthFlow.mockResolvedValue(address as string);
      expect(await codeOf(browserWebAuth().open(PAGE, { interactive: true }))).toBe('sign-in-page-failed');
    },
  );
});
