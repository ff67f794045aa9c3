import type { Page } from 'playwright-core';
import type { SiteLogin } from '../../src/messaging/site-contract.ts';
import type { Browser } from './browser.ts';
import { closing, pageAt } from './pages.ts';
import { logIn } from './site.ts';

export type Answer = 'Allow once' | 'Allow until sign-out' | 'Always allow' | 'Deny';

/** What a person changes in the question before they answer. */
export interface Choices {
  /** The name of the identity to be to the site. */
  readonly as?: string;
  /** The only modes to allow. */
  readonly only?: readonly ('Read' | 'Add' | 'Change and delete')[];
}

/** The approval window, once it puts a question of a site, or of any. */
export async function questionOf(browser: Browser, origin?: string): Promise<Page> {
  const window = await pageAt(browser.context, `${browser.origin}/popup/approve.html`);
  const host = origin === undefined ? '' : new URL(origin).host;
  await window.getByRole('heading', { level: 1 }).filter({ hasText: host }).waitFor();
  return window;
}

/** Presses one of the buttons, once it is armed. */
export async function press(window: Page, answer: Answer, { as, only }: Choices = {}): Promise<void> {
  if (as !== undefined)
    await window.getByRole('radiogroup', { name: 'As' }).getByRole('radio', { name: as }).check();
  for (const mode of ['Read', 'Add', 'Change and delete'] as const) {
    if (only !== undefined)
      await window.getByRole('checkbox', { name: mode }).setChecked(only.includes(mode));
  }
  await window.getByRole('button', { name: answer, exact: true, disabled: false }).click();
}

/** Answers the only question that waits: the window closes upon it. */
export async function answerQuestion(
  browser: Browser,
  origin: string,
  answer: Answer,
  choices?: Choices,
): Promise<void> {
  const window = await questionOf(browser, origin);
  await closing(window, () => press(window, answer, choices));
}

/** The app logs in, and the person allows it always. */
export async function logInAs(
  browser: Browser,
  origin: string,
  tab: Page,
  choices: Choices,
  access?: SiteLogin['access'],
): Promise<void> {
  const login = logIn(tab, access === undefined ? {} : { access });
  await answerQuestion(browser, origin, 'Always allow', choices);
  const answer = await login;
  if (!answer.startsWith('http')) throw new Error(`The app was not let in: ${answer}`);
}
