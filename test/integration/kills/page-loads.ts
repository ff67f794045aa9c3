import { chromium, EXTENSION_ID } from '../../fakes/browser.ts';
import { navigationTo } from '../../fakes/wire.ts';
import type { Stage } from './stage.ts';

const { rules } = chromium.declarativeNetRequest;

/** As many loads as the strictest server needs: unsigned, without its nonce, and with it. */
const LOADS = 3;

/** Loads her private page as the browser does, with the rule that stands ready for it. */
async function load({ worker: { events }, page }: Stage): Promise<number> {
  const request = navigationTo(page);
  const [rule] = rules.values();
  const headers = (rule?.action.requestHeaders ?? []).map(
    ({ header, value = '' }) => [header, value] as const,
  );
  events.onSendHeaders.fire(request);
  const { status, headers: said, body } = await fetch(page, { headers: headers.map(([...pair]) => pair) });
  await body?.cancel();
  const responseHeaders = [...said].map(([name, value]) => ({ name, value }));
  events.onHeadersReceived.fire({ ...request, statusCode: status, responseHeaders });
  events.onCompleted.fire(request);
  return status;
}

/** Opens her private page in a tab, again and again as long as the worker signs; says what the server answers. */
export async function opensPage(stage: Stage): Promise<number> {
  for (let loads = 1; ; loads += 1) {
    const status = await load(stage);
    if (status !== 401 || loads === LOADS || !(await asksAgain(stage))) return status;
  }
}

/** Opens it, up to where a signed load of it stands ready. */
export async function startsToOpenPage(stage: Stage): Promise<void> {
  await load(stage);
  if (!(await asksAgain(stage))) throw new Error('Nothing stands ready.');
}

/** The refused page asks whether it may load again. */
function asksAgain({ worker, page }: Stage): Promise<boolean> {
  const sender = {
    id: EXTENSION_ID,
    url: page,
    origin: new URL(page).origin,
    tab: { id: 1 },
    frameId: 0,
    documentId: 'one',
  };
  return worker.ask('pageRefused', {}, sender);
}
