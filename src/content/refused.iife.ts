/**
 * In a page of a pod's host that the server refused: asks the worker whether a signed load stands ready, and
 * loads the page in place, so that history keeps one entry.
 */
import type { Reply } from '../messaging/client.ts';

const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
if (navigation?.responseStatus === 401) void loadSigned();

async function loadSigned(): Promise<void> {
  const controlled = await hasServiceWorker();
  const message = { name: 'pageRefused', input: { controlled } };
  const reply: Reply | undefined = await chrome.runtime.sendMessage(message);
  if (reply === undefined || !('answer' in reply) || reply.answer !== true) return;
  // To replace a URL by itself with a fragment would only scroll.
  if (location.hash === '') location.replace(location.href);
  else location.reload();
}

/** In an insecure context there is none; where the browser does not say, there may be one. */
async function hasServiceWorker(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  return await navigator.serviceWorker.getRegistration().then(
    (registration) => registration !== undefined,
    () => true,
  );
}
