import type { Frame, Page } from 'playwright-core';
import { answerQuestion } from './approval.ts';
import type { Browser } from './browser.ts';
import { describe as describeError, observe } from './observed.ts';
import { connectSite, openPopup } from './popup.ts';
import { logIn, type Site, startSite } from './site.ts';
import { type StubPod, startStubPod } from './stub-pod.ts';

/**
 * What one way to fetch is put to, in the page; `look` and `tell` make plain data of what comes of it. As text, where
 * it is made of others.
 */
export type Act =
  | string
  | ((
      fetch: typeof globalThis.fetch,
      pod: string,
      look: typeof observe,
      tell: typeof describeError,
    ) => Promise<unknown>);

export const SOLID = 'window.solid.fetch';
export const PLAIN = 'window.fetch';
/** The browser's own fetch, which Latchkey leaves alone in frames. */
export const OWN = 'window.ownFetch';

type Way = typeof SOLID | typeof PLAIN | typeof OWN;

/** A page that may do everything in a pod that lets everybody in, so that two ways to fetch can be compared. */
export interface Comparison extends AsyncDisposable {
  readonly site: Site;
  readonly pod: StubPod;
  readonly tab: Page;
  /** A frame of the page, of the same origin, where everything is the browser's own. */
  readonly frame: Frame;
  /** Does something by one way to fetch. */
  by(fetch: Way, act: Act): Promise<unknown>;
  /** Does the same by `SOLID` and by `OWN`. */
  both(act: Act): Promise<{ readonly solid: unknown; readonly own: unknown }>;
}

/** Opens the page in a browser in which somebody is signed in. */
export async function openComparison(browser: Browser): Promise<Comparison> {
  const [site, pod] = await Promise.all([startSite(), startStubPod()]);
  const tab = await browser.context.newPage();
  await tab.goto(site.url);
  const popup = await openPopup(browser, tab);
  await connectSite(browser, popup);
  const granted = logIn(tab, { access: [{ storage: pod.url, modes: ['read', 'append', 'write'] }] });
  await answerQuestion(browser, site.origin, 'Always allow');
  await granted;
  const frame = await openFrame(tab);
  const by: Comparison['by'] = (fetch, act) => {
    const given = [fetch, JSON.stringify(pod.url), String(observe), String(describeError)];
    return (fetch === OWN ? frame : tab).evaluate<unknown>(`(${String(act)})(${given.join(', ')})`);
  };
  return {
    ...{ site, pod, tab, frame, by },
    both: async (act) => ({ solid: await by(SOLID, act), own: await by(OWN, act) }),
    async [Symbol.asyncDispose]() {
      await Promise.all([site[Symbol.asyncDispose](), pod[Symbol.asyncDispose]()]);
    },
  };
}

/** Puts a frame into the page, whose native fetch both can call. */
async function openFrame(tab: Page): Promise<Frame> {
  await tab.evaluate(() => {
    const inner = document.body.appendChild(document.createElement('iframe')).contentWindow;
    if (inner === null) throw new Error('The frame has no window.');
    for (const one of [window, inner]) Object.assign(one, { ownFetch: inner.fetch.bind(inner) });
  });
  const frame = tab.frames().at(-1);
  if (frame === undefined || frame === tab.mainFrame()) throw new Error('The page has no frame.');
  return frame;
}
