import fc from 'fast-check';
import { describe, expect, vi } from 'vitest';
import { contract, type MessageName } from '../../../src/messaging/contract.ts';
import { callerOf, type Handlers, serve, siteSender } from '../../../src/messaging/server.ts';
import { EXTENSION_ID } from '../../fakes/browser.ts';
import { SHAPES } from './message-shapes.ts';
import { property } from './property.ts';
import { spoiled, wrong } from './spoiled.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

type From = Parameters<typeof callerOf>[0];

const OWN = `chrome-extension://${EXTENSION_ID}`;
const POPUP: From = { id: EXTENSION_ID, url: `${OWN}/popup/index.html`, origin: OWN };
const NAMES = Object.keys(contract) as MessageName[];
const BY_PAGES_OF_PODS = 'pageRefused';
const handlers = Object.fromEntries(NAMES.map((name) => [name, () => 'done'])) as unknown as Handlers;

const urls = [
  ...[`${OWN}/popup/index.html`, `${OWN}/`, `${OWN}.evil/a`, OWN, `https://evil.example/${OWN}/`],
  ...['https://pod.example/a', 'http://localhost:3000/', 'file:///a', 'data:text/html,a', 'about:blank'],
  ...[`blob:${OWN}/1`, `https://${EXTENSION_ID}/`, `CHROME-EXTENSION://${EXTENSION_ID}/`],
];
const origins = [
  OWN,
  `${OWN}/`,
  'null',
  '',
  'https://pod.example',
  'http://localhost:3000',
  'file://',
  `${OWN}.evil`,
];
const lifecycles = ['active', 'prerender', 'cached', 'pending_deletion'] as const;
const sender = fc.record(
  {
    id: fc.constantFrom(EXTENSION_ID, EXTENSION_ID, EXTENSION_ID, 'ponmlkjihgfedcbaponmlkjihgfedcba', ''),
    url: fc.constantFrom(...urls),
    origin: fc.constantFrom(...origins),
    tab: fc.constantFrom({ id: 7 } as chrome.tabs.Tab, {} as chrome.tabs.Tab),
    frameId: fc.constantFrom(0, 0, 1, -1),
    documentId: fc.constantFrom('one', 'two'),
    documentLifecycle: fc.constantFrom(...lifecycles),
  },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<From>;

/** Who may be spoken with, told by each thing that has to be so. */
function expectedCaller(from: From): string | null {
  const isOurs = from.id === EXTENSION_ID && from.url !== undefined;
  const isOwnPage = (from.url ?? '').slice(0, OWN.length + 1) === `${OWN}/`;
  if (!isOurs) return null;
  if (isOwnPage) return [undefined, OWN].includes(from.origin) ? 'extension-page' : null;
  const isTop = 'tab' in from && from.frameId === 0;
  const isAlive = [undefined, 'active'].includes(from.documentLifecycle);
  const isOfTheWeb = ['https://pod.example', 'http://localhost:3000'].includes(from.origin ?? '');
  return isTop && isAlive && isOfTheWeb ? 'pod-page' : null;
}

/** Whether the worker did what was asked. */
async function isDone(message: unknown, from: From): Promise<boolean> {
  return 'answer' in (await serve(handlers, message, from));
}

describe('messages', () => {
  const name = fc.constantFrom(...NAMES);
  const good = name.chain((one) => SHAPES[one].some.map((input) => ({ name: one, input })));
  const from = (one: MessageName): From =>
    one === BY_PAGES_OF_PODS
      ? {
          id: EXTENSION_ID,
          url: 'https://pod.example/',
          origin: 'https://pod.example',
          frameId: 0,
          tab: { id: 7 } as chrome.tabs.Tab,
        }
      : POPUP;

  property('one is served just if it is of the contract', good, async (message) => {
    const isGood = SHAPES[message.name].is(message.input);
    expect(await isDone(message, from(message.name))).toBe(isGood);
  });

  const broken = name.chain((one) => spoiled(SHAPES[one].some).map((input) => ({ name: one, input })));
  property(
    'one with something wrong is served just if it is of the contract all the same',
    broken,
    async (message) => {
      const isGood = SHAPES[message.name].is(message.input);
      expect(await isDone(message, from(message.name))).toBe(isGood);
    },
  );

  property('what is no message at all is not served', fc.oneof(wrong, spoiled(good)), async (data) => {
    const { name: told, input, ...rest } = (data ?? {}) as Record<string, unknown>;
    const known = NAMES.find((one) => one === told);
    const isWhole = known !== undefined && 'input' in (data as object) && Object.keys(rest).length === 0;
    const isGood = isWhole && known !== BY_PAGES_OF_PODS && SHAPES[known].is(input);
    expect(await isDone(data, POPUP)).toBe(isGood);
  });

  property(
    'a sender is who the browser says, and may send what is theirs',
    fc.tuple(sender, name),
    async ([who, one]) => {
      const caller = expectedCaller(who);
      expect(callerOf(who)).toBe(caller);
      const wanted = one === BY_PAGES_OF_PODS ? 'pod-page' : 'extension-page';
      const reply = await serve(handlers, { name: one, input: 5 }, who);
      expect(reply).toEqual({ failure: { code: 'message-refused', subject: caller === wanted ? '' : one } });
    },
  );

  property('a site is a page of the web that can be told from all others', sender, (who) => {
    const isKnown = expectedCaller(who) === 'pod-page' && who.tab?.id === 7 && who.documentId !== undefined;
    expect(siteSender(who)).toEqual(
      isKnown ? { site: who.origin, tabId: 7, isPrivate: false, documentId: who.documentId } : null,
    );
  });
});
