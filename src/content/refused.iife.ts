/**
 * In a page of a pod's host that the server refused: asks the worker for a signed load, and loads the page in
 * place, so that history keeps one entry.
 */
import type { Reply } from '../messaging/contract.ts';

const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
if (navigation?.responseStatus === 401) void loadSigned();

async function loadSigned(): Promise<void> {
  // A service worker of the site would be handed the signed answer, by navigation preload.
  if (await hasServiceWorker()) return;
  const reply: Reply | undefined = await chrome.runtime.sendMessage({ name: 'pageRefused', input: {} });
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
