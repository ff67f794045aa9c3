import { type ReadonlySignal, signal } from '@preact/signals';
import { chromium } from '../../src/platform/browser.ts';
import { type FailedRequest, failedRequest, type HarEntry, isUnderWay } from './failed-request.ts';

/** More than anybody reads. */
const MAX_REQUESTS = 200;

/** The failed requests of the page that the developer tools inspect, the newest first. */
export function inspectedRequests(): ReadonlySignal<readonly FailedRequest[]> {
  const { network, inspectedWindow } = chromium.devtools;
  const failed = signal<readonly FailedRequest[]>([]);
  // No promises: Chromium gives none for its developer tools.
  const add = (entries: readonly HarEntry[]) =>
    inspectedWindow.eval('location.origin', (...[origin]: readonly unknown[]) => {
      const found = entries.flatMap((entry) => failedRequest(entry, String(origin)) ?? []);
      failed.value = [...found.reverse(), ...failed.value].slice(0, MAX_REQUESTS);
    });
  network.onNavigated.addListener(() => {
    failed.value = [];
  });
  network.onRequestFinished.addListener((entry) => add([entry]));
  network.getHAR(({ entries }) => add(entries.filter((entry) => !isUnderWay(entry))));
  return failed;
}
