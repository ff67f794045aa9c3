import { LatchkeyError } from '../domain/errors.ts';
import { hostPattern } from '../domain/pod.ts';
import { browser } from '../platform/browser.ts';
import { hostOf } from './host.ts';

/**
 * Asks the browser to let Latchkey reach the host of a URL; says what the person answered. Browsers ask only within
 * the click itself, so nothing may be awaited before the request.
 *
 * @throws LatchkeyError `permission-missing` where the browser does not even ask
 */
export function requestHost(url: string): Promise<boolean> {
  return browser.permissions.request({ origins: [hostPattern(url)] }).catch((error: unknown) => {
    throw new LatchkeyError('permission-missing', hostOf(url), error);
  });
}
