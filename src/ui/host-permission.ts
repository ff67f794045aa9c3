import { LatchkeyError } from '../domain/errors.ts';
import { hostPatterns } from '../domain/pod.ts';
import { browser } from '../platform/browser.ts';
import { hostOf } from './host.ts';

/**
 * Asks the browser once to let Latchkey reach the hosts of some URLs, the first of which is the reason; says what the
 * person answered. Browsers ask only within the click itself, so nothing may be awaited before the request.
 *
 * @throws LatchkeyError `permission-missing` where the browser does not even ask
 */
export function requestHosts(urls: readonly [string, ...string[]]): Promise<boolean> {
  return browser.permissions.request({ origins: [...hostPatterns(urls)] }).catch((error: unknown) => {
    throw new LatchkeyError('permission-missing', hostOf(urls[0]), error);
  });
}
