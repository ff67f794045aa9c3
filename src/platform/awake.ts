import { browser } from './browser.ts';

/** Less than the 30 seconds without an event or a call of its API after which Chromium ends a worker. */
const INTERVAL = 20_000;

/**
 * Keeps the worker alive until something has come that the browser does not count as activity: a body that is being
 * read is none (https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle).
 */
export async function stayAwake<Result>(work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), INTERVAL);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
