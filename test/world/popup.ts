import type { Page } from 'playwright-core';
import type { Browser } from './browser.ts';
import { keptValues } from './kept-values.ts';
import { atFront, closing, pageAt, saysYes, tabIdOf } from './pages.ts';
import type { Person } from './people.ts';
import { signInAt, signInPage } from './sign-in-page.ts';

/** Opens the popup in a tab, as if it were opened over `tab`. */
export async function openPopup(browser: Browser, tab?: Page): Promise<Page> {
  const query = tab === undefined ? '' : `?tab=${await tabIdOf(browser, tab)}`;
  const popup = await browser.context.newPage();
  await popup.goto(`${browser.origin}/popup/index.html${query}`);
  return popup;
}

/** Starts a sign-in with a WebID and trusts the issuer where the popup asks; the server's page comes up next. */
export async function startSignIn(
  browser: Browser,
  popup: Page,
  server: string,
  input: string,
): Promise<Page> {
  await atFront(popup);
  await popup.getByRole('textbox', { name: 'WebID, pod or issuer' }).fill(input);
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
  const page = signInPage(browser.context, server);
  const trust = popup.getByRole('button', { name: 'Trust and sign in' });
  // Of the two only one may come, and what then never comes is not a failure.
  const asked = trust.waitFor().catch(() => undefined);
  await Promise.race([page, asked]);
  if (await trust.isVisible()) await trust.click();
  return page.catch(async (error: unknown) => {
    throw new Error(`The popup says: ${await popup.locator('main').textContent()}`, { cause: error });
  });
}

/** Signs a person in from the popup, all the way through the server's pages, until the popup shows them. */
export async function signIn(browser: Browser, popup: Page, server: string, person: Person): Promise<void> {
  await signInAt(await startSignIn(browser, popup, server, person.webId), person);
  await identity(popup, person.name, true).waitFor();
}

/** Makes somebody who is listed in the popup, or "Anonymous", the active identity. */
export async function switchTo(popup: Page, name: string): Promise<void> {
  await identity(await atFront(popup), name).click();
  await identity(popup, name, true).waitFor();
}

/** Lets Latchkey see the host of a known pod: see `grantedBefore`. */
export async function allowPods(popup: Page): Promise<void> {
  const button = (await atFront(popup)).getByRole('button', { name: /^Allow opening pods at / });
  await button.click();
  await button.waitFor({ state: 'hidden' });
}

/** Lets the site of the tab that the popup belongs to use the pods that it asked for, from now on. */
export async function connectSite(browser: Browser, popup: Page): Promise<void> {
  await (await atFront(popup)).getByRole('button', { name: 'Connect this site' }).click();
  const approval = await pageAt(browser.context, `${browser.origin}/popup/approve.html`);
  await closing(approval, () =>
    approval.getByRole('button', { name: 'Always allow', disabled: false }).click(),
  );
  await popup.getByRole('button', { name: 'Disconnect' }).waitFor();
}

/** Signs somebody who is listed in the popup out. */
export async function signOut(popup: Page, name: string): Promise<void> {
  const button = (await atFront(popup)).getByRole('button', { name: `Sign out ${name}` });
  await button.click();
  await button.waitFor({ state: 'hidden' });
}

function identity(popup: Page, name: string, checked?: boolean) {
  const identities = popup.getByRole('radiogroup', { name: 'Identities' });
  return identities.getByRole('radio', { name, ...(checked === undefined ? {} : { checked }) });
}

/** Revokes all that the site of the tab was granted that the popup belongs to. */
export async function disconnectSite(popup: Page): Promise<void> {
  await (await atFront(popup)).getByRole('button', { name: 'Disconnect' }).click();
  await popup.getByText('Not connected').waitFor();
}

/** Makes somebody the identity for the site of the tab that the popup belongs to. */
export async function chooseForSite(popup: Page, name: string): Promise<void> {
  await popup.getByRole('combobox', { name: 'Identity for this site' }).selectOption(name);
}

/** Resolves once Latchkey's scripts are registered for sites, or are not: pages that load from now on have them. */
export async function offeredToSites(popup: Page, isOffered: boolean): Promise<void> {
  const isSo = async (wanted: boolean) => {
    const scripts = await chrome.scripting.getRegisteredContentScripts({ ids: ['bridge', 'provider'] });
    return scripts.length > 0 === wanted;
  };
  await saysYes(popup, isSo, isOffered);
}

/** Signs somebody in again whose session has ended, from the popup. */
export async function signInAgain(browser: Browser, popup: Page, person: Person): Promise<void> {
  const page = browser.context.waitForEvent('page');
  await (await atFront(popup))
    .getByRole('button', { name: `Sign in again as ${person.name}` })
    .first()
    .click();
  await signInAt(await page, person);
  await popup.getByText('Signed in', { exact: true }).waitFor();
}

/** How many grants a site has, read behind Latchkey's back in one of its own pages. */
export async function grantsOf(popup: Page, origin: string): Promise<number> {
  const { grants: lasting } = await keptValues(popup);
  const { grants: passing } = await popup.evaluate(() =>
    chrome.storage.session.get<{ grants?: { value: unknown } }>('grants'),
  );
  const all = [lasting, passing?.value].flatMap((grants) => (grants ?? []) as { site: string }[]);
  return all.filter(({ site }) => site === origin).length;
}
