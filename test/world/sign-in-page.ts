import type { BrowserContext, Page } from 'playwright-core';
import { closing, pageAt } from './pages.ts';
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
  const closed = page.waitForEvent('close', { timeout: 0 }).then(() => 'closed' as const);
  const next = () =>
    Promise.race([
      closed,
      stepOf(page).catch((error: unknown) => {
        if (page.isClosed()) return closed;
        throw error;
      }),
    ]);
  for (let step = await next(); step !== 'closed'; step = await next()) {
    // The window closes upon the last press, with whatever was still asked of it.
    await (step === 'log in' ? logIn(page, person) : consent(page, person)).catch(async (error: unknown) => {
      if (!page.isClosed()) throw error;
      await closed;
    });
  }
}

/** Presses "Cancel" at whichever of the server's pages is shown. */
export async function cancelAt(page: Page): Promise<void> {
  await shown(page);
  await closing(page, () => page.locator('#cancel').click());
}

/**
 * Resolves once one of the server's pages can be used: they let nobody press their main button before. The page that
 * lists ways to log in is none of them: where there is but one, it leads on by itself.
 */
export async function shown(page: Page): Promise<void> {
  const button = page.locator('form:has(#email) [type=submit]:enabled, #authorize:enabled').filter({
    visible: true,
  });
  await button.first().waitFor({ timeout: LIMIT });
}

/** Which of the server's pages is shown. */
async function stepOf(page: Page): Promise<'log in' | 'consent'> {
  await shown(page);
  return (await page.locator('#email').isVisible()) ? 'log in' : 'consent';
}

async function logIn(page: Page, person: Person): Promise<void> {
  await page.locator('#email').fill(person.email);
  await page.locator('#password').fill(person.password);
  await leaving(page, () => page.getByRole('button', { name: 'Log in' }).click());
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

/**
 * Presses a button and waits until the page gives way to the next one or closes. Its document is marked before: that the
 * frame has navigated may be told late, and of the document that is left.
 */
async function leaving(page: Page, press: () => Promise<void>): Promise<void> {
  const closed = page.waitForEvent('close', { timeout: 0 });
  await page.evaluate(() => document.documentElement.setAttribute('data-pressed', ''));
  await press();
  const unmarked = page.locator('html:not([data-pressed])').waitFor({ state: 'attached', timeout: LIMIT });
  // In Firefox what is asked of a window that closes is not always answered.
  await Promise.race([closed, unmarked]).catch((error: unknown) => {
    if (!page.isClosed()) throw error;
  });
}
