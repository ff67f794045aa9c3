import type { Page } from 'playwright-core';
import type { Actions } from '../../options/actions.ts';
import { type ErrorCode, type Failure, LatchkeyError } from '../../src/domain/errors.ts';
import type { WholeView } from '../../src/domain/view.ts';
import { company, login, older } from './issuers.ts';
import { alice, bob, person, work } from './people.ts';
import { input, view } from './views.ts';

/** What one picture of the options is drawn from, and what is done there first. */
export interface OptionsScene {
  readonly view: WholeView | null;
  readonly hash?: string;
  readonly failure?: Failure;
  /** What the worker answers; what is left out is under way for ever. */
  readonly answers?: Partial<Actions>;
  readonly act?: (page: Page) => Promise<unknown>;
}

const clerk = person('Alice at work', work.webId, { issuer: company.issuer, state: 'login-required' });
const veteran = { ...bob, issuer: older.issuer };

/** What most people's options look like, and a newcomer's. */
export const few = view({ identities: [alice, clerk, veteran], issuers: [login, company, older] });
export const none = view({ identities: [], active: null });

/** An answer of the worker that is a failure. */
export function fails(code: ErrorCode): () => Promise<never> {
  return () => Promise.reject(new LatchkeyError(code, input));
}

/** Presses one button. */
export function press(name: string): (page: Page) => Promise<unknown> {
  return (page) => page.getByRole('button', { name, exact: true }).click();
}

/** Fills one box and presses one button. */
export async function fillThenPress(
  page: Page,
  label: string,
  text: string,
  button: string,
): Promise<unknown> {
  await page.getByLabel(label).fill(text);
  return page.getByRole('button', { name: button, exact: true }).click();
}
