import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { pageAt } from './pages.ts';
import type { Person } from './people.ts';

const LIMIT = 30_000;

/** The window in which the Community Solid Server asks who is there. */
export function signInPage(context: BrowserContext, server: string): Promise<Page> {
  return pageAt(context, `${server}.account/`);
}

/**
 * Does at the server's own pages what a person does: email and password, the choice of the WebID, the consent.
 * Resolves once the window has closed. Somebody else's session of the server is left first.
 */
export async function signInAt(page: Page, person: Person): Promise<void> {
  const end = Date.now() + LIMIT;
  while (!page.isClosed() && Date.now() < end) {
    await takeStep(page, person).catch((error: unknown) => {
      if (!page.isClosed()) throw error;
    });
    await delay(50);
  }
  if (!page.isClosed()) throw new Error(`The sign-in stopped at ${page.url()}`);
}

/** Presses "Cancel" at whichever of the server's pages is shown. */
export async function cancelAt(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await Promise.all([page.waitForEvent('close'), page.locator('#cancel').click()]);
}

async function takeStep(page: Page, person: Person): Promise<void> {
  // The server's pages attach their handlers late, once they have asked it for its controls.
  await page.waitForLoadState('networkidle');
  if (await page.locator('#email').isVisible()) {
    await page.locator('#email').fill(person.email);
    await page.locator('#password').fill(person.password);
    await leaving(page, () => page.getByRole('button', { name: 'Log in' }).click());
  } else if (await page.locator('#authorize').isVisible()) {
    await consent(page, person);
  }
}

async function consent(page: Page, person: Person): Promise<void> {
  const choice = page.locator(`input[name=webId][value="${person.webId}"]`);
  if ((await choice.count()) === 0) {
    await leaving(page, () => page.locator('#switch-account').click());
    return;
  }
  await choice.check();
  await leaving(page, () => page.locator('#authorize').click());
}

/** Presses a button and waits until the page gives way to the next one or closes. */
async function leaving(page: Page, press: () => Promise<void>): Promise<void> {
  const gone = Promise.race([
    page.waitForEvent('close', { timeout: LIMIT }),
    page.waitForEvent('framenavigated', { timeout: LIMIT }),
  ]);
  gone.catch(() => undefined);
  await press();
  await gone;
}
