import '../../fakes/worker.ts';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Feature } from '../../../src/domain/managed.ts';
import { contract, type MessageName } from '../../../src/messaging/contract.ts';
import { type Handlers, serve } from '../../../src/messaging/server.ts';
import { followPolicy } from '../../../src/platform/managed.ts';
import { browser, EXTENSION_ID, restartBrowser } from '../../fakes/browser.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const OWN = `chrome-extension://${EXTENSION_ID}`;
const OPTIONS = { id: EXTENSION_ID, url: `${OWN}/options/index.html`, origin: OWN };
const NAMES = Object.keys(contract) as MessageName[];

const handled = vi.fn<(name: string) => void>();
const handlers = Object.fromEntries(NAMES.map((name) => [name, () => handled(name)])) as unknown as Handlers;

followPolicy(() => Promise.resolve());
beforeEach(restartBrowser);

const ISSUER = 'https://id.example';
const PERSON = { id: 'a b' };

/** What a page of ours could ask for in spite of the organisation. */
const ASKED: readonly (readonly [Feature, MessageName, object])[] = [
  ['developers', 'inspect', PERSON],
  ['developers', 'sign', { ...PERSON, method: 'GET', url: 'https://pod.example/', nonce: null }],
  ['developers', 'judge', { method: 'GET', url: 'https://pod.example/', site: null, tabId: null }],
  ['everySite', 'offerEverywhere', { everywhere: true }],
  ['addIssuers', 'addIssuer', { address: 'id.example' }],
  ['addIssuers', 'trustIssuer', { issuer: ISSUER }],
  ['customClients', 'chooseClient', { issuer: ISSUER, choice: { way: 'dynamic' }, secret: null }],
  ['customClients', 'signInWithCredentials', { input: 'id.example', clientId: 'one', secret: 's' }],
];

it.each(ASKED)(
  'with %s turned off, the worker refuses “%s” although a page asks',
  async (feature, name, input) => {
    const ask = () => serve(handlers, { name, input }, OPTIONS);
    expect(await ask()).toEqual({ answer: null });
    handled.mockClear();
    browser.storage.managed.set({ featuresOff: [feature] });
    expect(await ask()).toEqual({ failure: { code: 'managed', subject: feature } });
    expect(handled).not.toHaveBeenCalled();
    browser.storage.managed.set({});
    expect(await ask()).toEqual({ answer: null });
  },
);

it('nothing else can be turned off', () => {
  const features = NAMES.filter((name) => contract[name].feature !== undefined);
  expect(features.sort()).toEqual(ASKED.map(([, name]) => name).sort());
});
