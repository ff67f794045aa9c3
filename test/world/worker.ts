import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Worker } from 'playwright-core';

const LIMIT = 10_000;

/**
 * The extension's running worker. Playwright keeps one `Worker` over any number of deaths, so that a worker is
 * known is no sign that it runs: the browser's list of targets is.
 */
export async function wakeWorker(
  context: BrowserContext,
  devtools: CDPSession,
  extensionId: string,
): Promise<Worker> {
  if ((await targetOf(devtools, extensionId)) === undefined) await startWorker(context, extensionId);
  return until('The worker did not start.', () =>
    Promise.resolve(context.serviceWorkers().find((worker) => isOf(extensionId, worker.url()))),
  );
}

/** Ends the extension's worker and resolves once it is gone; its `Worker` stays and serves its successor. */
export async function killWorker(devtools: CDPSession, extensionId: string): Promise<void> {
  const targetId = await targetOf(devtools, extensionId);
  if (targetId === undefined) return;
  await devtools.send('Target.closeTarget', { targetId });
  await until('The worker did not end.', async () =>
    (await targetOf(devtools, extensionId)) === undefined ? true : undefined,
  );
}

/** Starts the worker without any event that its code could see. */
async function startWorker(context: BrowserContext, extensionId: string): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto(`chrome-extension://${extensionId}/manifest.json`);
    const session = await context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.startWorker', { scopeURL: `chrome-extension://${extensionId}/` });
  } finally {
    await page.close();
  }
}

async function targetOf(devtools: CDPSession, extensionId: string): Promise<string | undefined> {
  const { targetInfos } = await devtools.send('Target.getTargets');
  return targetInfos.find(({ type, url }) => type === 'service_worker' && isOf(extensionId, url))?.targetId;
}

function isOf(extensionId: string, url: string): boolean {
  return url.startsWith(`chrome-extension://${extensionId}/`);
}

async function until<T>(complaint: string, find: () => Promise<T | undefined>): Promise<T> {
  const limit = Date.now() + LIMIT;
  while (Date.now() < limit) {
    const found = await find();
    if (found !== undefined) return found;
    await delay(20);
  }
  throw new Error(complaint);
}
