import type { BrowserContext, CDPSession, Worker } from 'playwright-core';

/**
 * The extension's running worker. Playwright keeps one `Worker` over any number of deaths, so that a worker is
 * known is no sign that it runs: the browser's list of targets is.
 */
export async function wakeWorker(
  context: BrowserContext,
  devtools: CDPSession,
  extensionId: string,
): Promise<Worker> {
  const known = () => context.serviceWorkers().find((worker) => isOf(extensionId, worker.url()));
  const announced = context.waitForEvent('serviceworker', (worker) => isOf(extensionId, worker.url()));
  // It is announced once only; later it is known already.
  announced.catch(() => undefined);
  if (!(await isRunning(devtools, extensionId))) {
    await changeWorker(context, extensionId, 'running', (session) =>
      session.send('ServiceWorker.startWorker', { scopeURL: `chrome-extension://${extensionId}/` }),
    );
  }
  return known() ?? (await announced);
}

/**
 * Ends the extension's worker, as the browser does when it is idle, and resolves once it has stopped. An event
 * or an open popup may have woken its successor by then.
 */
export async function killWorker(
  context: BrowserContext,
  devtools: CDPSession,
  extensionId: string,
): Promise<void> {
  if (!(await isRunning(devtools, extensionId))) return;
  await changeWorker(context, extensionId, 'stopped', (session) =>
    session.send('ServiceWorker.stopAllWorkers'),
  );
}

/** Changes the worker from a page that runs no code of the extension, and awaits the browser's word of it. */
async function changeWorker(
  context: BrowserContext,
  extensionId: string,
  status: 'running' | 'stopped',
  change: (session: CDPSession) => Promise<unknown>,
): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto(`chrome-extension://${extensionId}/manifest.json`);
    const session = await context.newCDPSession(page);
    const changed = new Promise<void>((resolve) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        if (versions.some(({ runningStatus }) => runningStatus === status)) resolve();
      });
    });
    await session.send('ServiceWorker.enable');
    await change(session);
    await changed;
  } finally {
    await page.close();
  }
}

async function isRunning(devtools: CDPSession, extensionId: string): Promise<boolean> {
  const { targetInfos } = await devtools.send('Target.getTargets');
  return targetInfos.some(({ type, url }) => type === 'service_worker' && isOf(extensionId, url));
}

function isOf(extensionId: string, url: string): boolean {
  return url.startsWith(`chrome-extension://${extensionId}/`);
}
