import type { Page } from 'playwright-core';
import type { Browser } from '../test/world/browser.ts';
import { openPopup } from '../test/world/popup.ts';

/** One picture of the main job, for the README: a private page, and the popup over it. */
export async function portray(browser: Browser, tab: Page, path: string): Promise<void> {
  const page = await pictureOf(tab, { width: 720, height: 600 });
  const popup = await openPopup(browser, tab);
  await popup.getByRole('radio', { checked: true }).waitFor();
  await popup.emulateMedia({ colorScheme: 'light' });
  const over = await pictureOf(popup, { width: 380, height: 776 });
  await popup.close();

  const sheet = await browser.context.newPage();
  await sheet.setViewportSize({ width: 1040, height: 780 });
  await sheet.setContent(`<!doctype html><style>
    body { background: #e9e6df; margin: 40px; position: relative }
    img { border-radius: 10px; box-shadow: 0 6px 28px #0003; display: block }
    img + img { position: absolute; right: 24px; top: 28px }
  </style><img width="720" src="${page}"><img width="340" src="${over}">`);
  await sheet.screenshot({ path });
  await sheet.close();
}

async function pictureOf(page: Page, size: { width: number; height: number }): Promise<string> {
  const before = page.viewportSize();
  await page.setViewportSize(size);
  const png = await page.screenshot();
  if (before !== null) await page.setViewportSize(before);
  return `data:image/png;base64,${png.toString('base64')}`;
}
