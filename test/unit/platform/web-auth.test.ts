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

  const [shown, unseen] = [{ interactive: true }, { interactive: false }];
  it.each([
    ['The user did not approve access.', shown, 'sign-in-cancelled'],
    ['User cancelled or denied access.', shown, 'sign-in-cancelled'],
    ['Authorization page could not be loaded.', shown, 'sign-in-page-failed'],
    ['Only one web auth flow may run at a time.', shown, 'sign-in-stuck'],
    ['Something new.', shown, 'sign-in-page-failed'],
    // These say nothing of the person.
    ['Authorization page could not be loaded.', unseen, 'sign-in-page-failed'],
    ['Requires user interaction', unseen, 'sign-in-page-failed'],
    ['Authorization page load timed out.', unseen, 'timed-out'],
    ['Only one web auth flow is allowed at a time.', unseen, 'sign-in-busy'],
  ])('may not lead back: “%s”, %o', async (words, options, code) => {
    launchWebAuthFlow.mockRejectedValue(new Error(words));
    expect(await codeOf(browserWebAuth().open(PAGE, options))).toBe(code);
  });

  it('needs the person where it does not lead back without them, in whatever words', async () => {
    for (const words of ['User interaction required.', 'Something new.', '']) {
      launchWebAuthFlow.mockRejectedValue(new Error(words));
      expect(await codeOf(browserWebAuth().open(PAGE, { interactive: false }))).toBe('login-required');
    }
  });

  it.each([undefined, '', 'nowhere'])(
    'has failed where the browser gives no address: %s',
    async (address) => {
      launchWebAuthFlow.mockResolvedValue(address as string);
      expect(await codeOf(browserWebAuth().open(PAGE, { interactive: true }))).toBe('sign-in-page-failed');
    },
  );
});
