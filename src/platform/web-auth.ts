import { isFirefox } from '../domain/build.ts';
import { LatchkeyError } from '../domain/errors.ts';
import { browser } from './browser.ts';
import { openOnce } from './firefox-web-auth.ts';

/** The port through which a person meets the issuer's sign-in page. */
export interface WebAuth {
  /** Where the issuer sends the person back to. */
  readonly redirectUri: string;
  /**
   * Opens a page of the issuer and resolves with the URL that it led back to.
   *
   * @param interactive whether the person may be shown anything
   * @throws LatchkeyError `sign-in-cancelled`, `sign-in-page-failed`, `sign-in-stuck`; `login-required` where only
   *   the person could go on
   */
  open(page: URL, options: { readonly interactive: boolean }): Promise<URL>;
}

/** What Chromium and Firefox reject with, in their words, and what it means. */
const REJECTIONS = [
  [/only one web auth flow/i, 'sign-in-stuck'],
  [/did not approve|cancelled or denied/i, 'sign-in-cancelled'],
] as const;

export function browserWebAuth(): WebAuth {
  return {
    redirectUri: browser.identity.getRedirectURL(),
    async open(page, { interactive }) {
      try {
        const isOnce = isFirefox && interactive && page.searchParams.has('request_uri');
        const details = { url: page.href, interactive };
        return new URL(await (isOnce ? openOnce(page) : browser.identity.launchWebAuthFlow(details)));
      } catch (error) {
        const words = error instanceof Error ? error.message : '';
        const known = REJECTIONS.find(([pattern]) => pattern.test(words));
        // Each browser has its own words for what only the person could do.
        const isPersonNeeded = !interactive && !/could not be loaded/i.test(words);
        const code = isPersonNeeded ? 'login-required' : known?.[1];
        throw new LatchkeyError(code ?? 'sign-in-page-failed', page.host, error);
      }
    },
  };
}
