import { isFirefox } from '../domain/build.ts';
import { LatchkeyError } from '../domain/errors.ts';
import { browser } from './browser.ts';
import { openOnce } from './firefox-web-auth.ts';
import { inTime, PATIENCE } from './in-time.ts';

/** The port through which a person meets the issuer's sign-in page. */
export interface WebAuth {
  /** Where the issuer sends the person back to. */
  readonly redirectUri: string;
  /**
   * Opens a page of the issuer and resolves with the URL that it led back to.
   *
   * @param interactive whether the person may be shown anything
   * @throws LatchkeyError `sign-in-cancelled`, `sign-in-page-failed`, `sign-in-stuck`; where nobody may be shown anything
   *   `login-required` if only the person could go on, `sign-in-page-failed`, `timed-out`, `sign-in-busy`
   */
  open(page: URL, options: { readonly interactive: boolean }): Promise<URL>;
}

/** What Chromium and Firefox reject with, in their words, and what it means. */
const SHOWN = [
  [/only one web auth flow/i, 'sign-in-stuck'],
  [/did not approve|cancelled or denied/i, 'sign-in-cancelled'],
] as const;
/** What says nothing of the person, who was shown nothing. For all else each browser has its own words. */
const UNSEEN = [
  // Firefox says the latter of a page that came, of an error and of a line that is cut.
  [/could not be loaded|requires user interaction/i, 'sign-in-page-failed'],
  [/timed.out/i, 'timed-out'],
  [/only one web auth flow/i, 'sign-in-busy'],
] as const;

export function browserWebAuth(): WebAuth {
  return {
    redirectUri: browser.identity.getRedirectURL(),
    async open(page, { interactive }) {
      try {
        return new URL(await (interactive ? openShown(page) : openUnseen(page.href)));
      } catch (error) {
        const words = error instanceof Error ? error.message : '';
        const known = (interactive ? SHOWN : UNSEEN).find(([pattern]) => pattern.test(words));
        const code = known?.[1] ?? (interactive ? 'sign-in-page-failed' : 'login-required');
        throw new LatchkeyError(code, page.host, error);
      }
    },
  };
}

async function openShown(page: URL): Promise<string> {
  if (isFirefox && page.searchParams.has('request_uri')) return await openOnce(page);
  return await browser.identity.launchWebAuthFlow({ url: page.href, interactive: true });
}

/** For a page that nobody sees Chromium else waits without end, and Firefox, which knows no limit, for minutes. */
async function openUnseen(url: string): Promise<string> {
  const { identity } = browser;
  const details = { url, interactive: false };
  if (isFirefox) return await inTime(identity.launchWebAuthFlow(details));
  const limited = { ...details, timeoutMsForNonInteractive: PATIENCE };
  return await identity.launchWebAuthFlow(limited);
}
