import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import * as v from 'valibot';
import type manifest from '../../manifest.json';
import { withDevTools } from '../../scripts/devtools-manifest.ts';
import type { Chromium } from './browser.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary.ts';

/** A browser's developer tools, open on a page, with the extension's panel in front. */
export interface DevTools {
  /** Runs in the panel; what it resolves with has to be JSON. */
  evaluate<Result>(expression: string): Promise<Result>;
}

const Opened = v.object({ targetId: v.string() });
const Attached = v.object({ sessionId: v.string() });
const Evaluated = v.object({
  id: v.number(),
  result: v.object({
    result: v.object({ value: v.optional(v.unknown()) }),
    exceptionDetails: v.optional(v.object({ text: v.string() })),
  }),
});

/** A build with the panel, made of one without. */
export async function buildWithDevTools(directory: string): Promise<TemporaryDirectory> {
  const copy = await temporaryDirectory('developers');
  await cp(directory, copy.path, { recursive: true });
  const file = join(copy.path, 'manifest.json');
  const plain = JSON.parse(await readFile(file, 'utf8')) as typeof manifest;
  await writeFile(file, JSON.stringify(withDevTools(plain)));
  return copy;
}

/** Opens Chromium's developer tools on a page, and the extension's panel in them. */
export async function openDevTools({ devtools, origin }: Chromium, page: Page): Promise<DevTools> {
  const inspected = await targetAt(devtools, page.url());
  const { targetId } = v.parse(Opened, await send(devtools, 'Target.openDevTools', { targetId: inspected }));
  const front = await attach(devtools, targetId);
  // The front end's own module, by which its "More tools" menu goes to a panel. It fails before all is set up.
  const show = `import('./ui/legacy/legacy.js')
    .then(async ({ InspectorView, ViewManager }) => {
      const id = '${origin}Latchkey';
      if (!InspectorView.InspectorView.instance().tabbedPane.tabIds().includes(id)) return false;
      await ViewManager.ViewManager.instance().showView(id);
      return true;
    })
    .catch(() => false)`;
  while (!(await front.evaluate<boolean>(show)));
  return await attach(devtools, await targetAt(devtools, `${origin}/popup/panel.html`));
}

/** Playwright knows no targets of the developer tools, so they are talked to through the browser's session. */
async function attach(devtools: CDPSession, targetId: string): Promise<DevTools> {
  const answer = await send(devtools, 'Target.attachToTarget', { targetId, flatten: false });
  const { sessionId } = v.parse(Attached, answer);
  let last = 0;
  return {
    async evaluate<Result>(expression: string): Promise<Result> {
      const id = ++last;
      const evaluated = new Promise<v.InferOutput<typeof Evaluated>>((resolve) => {
        const hear = (told: { sessionId: string; message: string }) => {
          const message: unknown = JSON.parse(told.message);
          if (told.sessionId !== sessionId || !v.is(Evaluated, message) || message.id !== id) return;
          devtools.off('Target.receivedMessageFromTarget', hear);
          resolve(message);
        };
        devtools.on('Target.receivedMessageFromTarget', hear);
      });
      const params = { expression, awaitPromise: true, returnByValue: true };
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params });
      await send(devtools, 'Target.sendMessageToTarget', { sessionId, message });
      const { result, exceptionDetails } = (await evaluated).result;
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
      return result.value as Result;
    },
  };
}

async function targetAt(devtools: CDPSession, url: string): Promise<string> {
  for (;;) {
    const { targetInfos } = await devtools.send('Target.getTargets', { filter: [{}] });
    const found = targetInfos.find((target) => target.url.startsWith(url) && target.type !== 'tab');
    if (found !== undefined) return found.targetId;
  }
}

/** Playwright's types lack what is new or for embedders only. */
function send(devtools: CDPSession, method: string, params: object): Promise<unknown> {
  return (devtools.send as (method: string, params: object) => Promise<unknown>)(method, params);
}
