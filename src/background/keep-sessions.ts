import { renewIdle } from '../identities/session.ts';
import { browser } from '../platform/browser.ts';

const ALARM = 'renew-idle';
const MINUTES = 60;

/** Keeps sessions from dying unused while the browser runs. To be called in the worker's first turn. */
export function keepSessions(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void renewIdle();
  });
  browser.runtime.onStartup.addListener(() => void renewIdle());
  // An alarm may be gone with the browser, so each worker looks; one that is there keeps its time.
  void ensureAlarm();
}

async function ensureAlarm(): Promise<void> {
  // Typed as if it were done at once; both browsers answer with a promise.
  if ((await browser.alarms.get(ALARM)) === undefined) {
    await Promise.resolve(browser.alarms.create(ALARM, { periodInMinutes: MINUTES }));
  }
}
