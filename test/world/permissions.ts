import manifest from '../../manifest.json' with { type: 'json' };
import type { Browser } from './browser.ts';

/** What `chrome://extensions` may do to an extension, as far as it is used here. */
interface DeveloperPrivate {
  addHostPermission(extensionId: string, pattern: string): Promise<void>;
}

/** All hosts that Latchkey may ever ask for. */
const EVERY_SITE = manifest.optional_host_permissions;

/**
 * Puts the extension where it is after a person once granted it an optional host: `permissions.contains` says
 * false, and `permissions.request` answers true without the native prompt, which no test can click. The manifest
 * is the one that ships; `chrome://extensions` has this call behind its "Site access" settings.
 *
 * @param pattern a match pattern of the manifest's optional hosts, `http://localhost/*` by default
 */
export async function grantedBefore(
  { context, extensionId, origin }: Browser,
  pattern = 'http://localhost/*',
): Promise<void> {
  // A Firefox of the test world never asks: see `launchFirefox`.
  if (origin.startsWith('moz-extension:')) return;
  const page = await context.newPage();
  try {
    await page.goto('chrome://extensions/');
    await page.evaluate(
      async ([id, host]) => {
        const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
        await developerPrivate.addHostPermission(id, host);
      },
      [extensionId, pattern] as const,
    );
  } finally {
    await page.close();
  }
}

/** The same for every host there is. */
export async function grantedEverySiteBefore(browser: Browser): Promise<void> {
  for (const pattern of EVERY_SITE) await grantedBefore(browser, pattern);
}
