import type { Page } from 'playwright-core';
import type { Browser } from './browser.ts';
import { closing, pageAt } from './pages.ts';
import type { Person } from './people.ts';

/** Signs somebody in from the popup, through the pages of a strict issuer, until the popup shows them. */
export async function signInAtIssuer(
  browser: Browser,
  popup: Page,
  issuer: string,
  person: Person,
): Promise<void> {
  await popup.getByRole('textbox', { name: 'WebID, pod or issuer' }).fill(person.webId);
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
  const page = pageAt(browser.context, `${issuer}/sign-in/`);
  const trust = popup.getByRole('button', { name: 'Trust and sign in' });
  // An issuer that is trusted already is not asked about.
  const asked = trust.waitFor().catch(() => undefined);
  await Promise.race([page, asked]);
  if (await trust.isVisible()) await trust.click();
  await passIssuersPages(await page, person);
  await popup.getByRole('radio', { name: person.name, checked: true }).waitFor();
}

/** Does at the issuer's own pages what they ask for: name and password where they do not know her, and her consent. */
export async function passIssuersPages(page: Page, { username, password }: Person): Promise<void> {
  const name = page.getByRole('textbox', { name: 'Username' });
  const allow = page.getByRole('button', { name: 'Allow' });
  await name.or(allow).waitFor();
  if (await name.isVisible()) {
    await name.fill(username);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await closing(page, () => allow.click());
}
