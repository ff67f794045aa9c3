import type { Page } from 'playwright-core';
import type { Browser } from './browser.ts';

/** A request to have explained, as a link to the inspector or its form says it. */
export interface Asked {
  readonly url: string;
  readonly method?: string;
  readonly site?: string;
  readonly identity?: string;
  /** The header `DPoP` that was sent with it. */
  readonly proof?: string;
}

/** What a person reads of an explanation. */
export interface Explained {
  readonly code: string;
  readonly sentence: string;
  /** What was looked at, by its name. */
  readonly sights: Readonly<Record<string, string>>;
  /** What Latchkey offers to do about it. */
  readonly buttons: readonly string[];
}

/** Has a request explained in the inspector, in a tab of its own, and reads the answer. */
export async function explained(
  browser: Browser,
  { url, method = 'GET', ...rest }: Asked,
): Promise<Explained> {
  const page = await browser.context.newPage();
  try {
    const { site = '', identity = '', proof } = rest;
    const params = new URLSearchParams({ explain: proof === undefined ? url : '', method, site, identity });
    await page.goto(`${browser.origin}/popup/index.html#inspector?${params.toString()}`);
    if (proof !== undefined) {
      await page.getByRole('textbox', { name: 'URL' }).fill(url);
      await page.getByRole('textbox', { name: 'DPoP proof' }).fill(proof);
      await page.getByRole('button', { name: 'Explain', exact: true }).click();
    }
    return await explanationIn(page);
  } finally {
    await page.close();
  }
}

/** Waits for an explanation in a page, and reads it. */
export async function explanationIn(page: Page): Promise<Explained> {
  const card = page.getByRole('article');
  // Not by its name: Firefox ESR 153 crashes where a test's own world asks twice by what an element is labelled.
  const rows = card.getByRole('list').getByRole('listitem');
  await rows.first().waitFor();
  return {
    code: (await card.locator('code').textContent()) ?? '',
    sentence: (await card.getByRole('heading', { level: 2 }).textContent()) ?? '',
    sights: Object.fromEntries(
      await rows.evaluateAll((all) =>
        all.map((row) => [row.querySelector('.of')?.textContent, row.querySelector('.says')?.textContent]),
      ),
    ) as Record<string, string>,
    buttons: await card.getByRole('button').allInnerTexts(),
  };
}

/** Sends the worker a message, as a page of the extension. */
export function tellWorker(page: Page, name: string, input: object): Promise<unknown> {
  return page.evaluate(
    async ([message, what]) => {
      const reply: { answer?: unknown; failure?: { code: string } } = await chrome.runtime.sendMessage({
        name: message,
        input: what,
      });
      if (reply.failure !== undefined) throw new Error(`${message}: ${reply.failure.code}`);
      return reply.answer;
    },
    [name, input] as const,
  );
}
