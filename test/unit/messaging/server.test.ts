import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LatchkeyError } from '../../../src/domain/errors.ts';
import { contract, type MessageName } from '../../../src/messaging/contract.ts';
import { callerOf, type Handlers, serve } from '../../../src/messaging/server.ts';
import { EXTENSION_ID } from '../../fakes/browser.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

type From = Parameters<typeof callerOf>[0];

const OWN = `chrome-extension://${EXTENSION_ID}`;
const POPUP: From = { id: EXTENSION_ID, url: `${OWN}/popup/index.html`, origin: OWN };
const PLAIN_POD_PAGE = {
  id: EXTENSION_ID,
  url: 'https://pod.example/alice/page.html',
  origin: 'https://pod.example',
  tab: { id: 7 } as chrome.tabs.Tab,
  frameId: 0,
  documentId: 'one',
};
const POD_PAGE = { ...PLAIN_POD_PAGE, documentLifecycle: 'active' as const };

const BYTES = new Uint8Array(12);
const WRAP = { by: 'passphrase', salt: BYTES, iterations: 1, iv: BYTES, wrapped: BYTES };

/** A good input for each message. */
const INPUTS: Record<MessageName, unknown> = {
  signIn: { input: 'pod.example' },
  signInAgain: { id: 'a b' },
  chooseIssuer: { issuer: 'https://idp.example' },
  trustIssuer: { issuer: 'https://idp.example' },
  allowLegacy: { issuer: 'https://idp.example' },
  signInWithCredentials: { input: 'pod.example', clientId: 'one', secret: 's' },
  dismissSignIn: {},
  switchIdentity: { id: null },
  signOut: { id: 'a b' },
  signOutEverywhere: {},
  signOutAt: { issuer: 'https://idp.example' },
  staySignedInAt: { issuer: 'https://idp.example' },
  forget: { id: 'a b' },
  addIssuer: { address: 'idp.example' },
  removeIssuer: { issuer: 'https://idp.example' },
  setLegacy: { issuer: 'https://idp.example', legacy: true },
  chooseClient: { issuer: 'https://idp.example', choice: { way: 'dynamic' }, secret: null },
  checkClientDocument: { clientId: 'https://app.example/id' },
  addPod: { address: 'pod.example' },
  removePod: { storage: 'https://pod.example/' },
  setPodPolicy: { storage: 'https://pod.example/', policy: 'never' },
  setPodIdentity: { storage: 'https://pod.example/', identity: null },
  connectSite: { tabId: 1 },
  disconnectSite: { site: 'https://app.example' },
  revokeGrant: { site: 'https://app.example', identity: 'a b', storage: 'https://pod.example/' },
  chooseForSite: { site: 'https://app.example', identity: null },
  offerEverywhere: { everywhere: true },
  usePrivateWindows: { used: true },
  nextApproval: {},
  answerApproval: { approval: 'one', answer: 'deny', identity: null, access: [] },
  denyAll: {},
  inspect: { id: 'a b' },
  sign: { id: 'a b', method: 'GET', url: 'https://pod.example/a', nonce: null },
  closedOf: { urls: ['https://pod.example/a'] },
  judge: { method: 'GET', url: 'https://pod.example/a', site: null, tabId: null },
  setLock: { key: 'k'.repeat(43), wraps: [WRAP] },
  turnLockOff: { key: 'k'.repeat(43) },
  setIdleLock: { idle: 15 },
  lock: {},
  unlock: { key: 'k'.repeat(43) },
  startOver: {},
  clearActivity: {},
  pauseActivity: { paused: true },
  pageRefused: {},
};
const ACCESS = { storage: 'https://pod.example/', modes: ['read'] };
const ANSWER = { approval: 'one', answer: 'always', identity: 'a b', access: [ACCESS] };
const NAMES = Object.keys(contract) as MessageName[];
const FOR_PAGES = NAMES.filter((name) => name !== 'pageRefused');

const handled = vi.fn<(name: string, ...asked: unknown[]) => unknown>();
const handlers = Object.fromEntries(
  NAMES.map((name) => [name, (...asked: unknown[]) => handled(name, ...asked)]),
) as unknown as Handlers;

const send = (name: string, from: From, input: unknown = INPUTS[name as MessageName]) =>
  serve(handlers, { name, input }, from);
const refusal = (subject: string) => ({ failure: { code: 'message-refused', subject } });

beforeEach(() => void handled.mockReset());

describe('the caller of a message', () => {
  it.each<[string, From, string]>([
    ['the popup', POPUP, 'extension-page'],
    ['a page of ours in a tab', { ...POPUP, tab: POD_PAGE.tab, frameId: 0 }, 'extension-page'],
    [
      'a page of ours whose origin is not told',
      { id: EXTENSION_ID, url: `${OWN}/popup/approve.html` },
      'extension-page',
    ],
    ['our content script at the top of a page', POD_PAGE, 'pod-page'],
    [
      'our content script on loopback',
      { ...POD_PAGE, url: 'http://localhost:3000/', origin: 'http://localhost:3000' },
      'pod-page',
    ],
    ['our content script where no lifecycle is told', PLAIN_POD_PAGE, 'pod-page'],
  ])('is known: %s', (_who, from, caller) => {
    expect(callerOf(from)).toBe(caller);
  });

  it.each<[string, From]>([
    ['another extension', { ...POPUP, id: 'ponmlkjihgfedcbaponmlkjihgfedcba' }],
    ['another extension with our URL', { ...POD_PAGE, id: 'ponmlkjihgfedcbaponmlkjihgfedcba' }],
    [
      'a page of another extension',
      { ...POPUP, url: 'chrome-extension://ponm/popup.html', origin: 'chrome-extension://ponm' },
    ],
    ['a website by itself', { url: POD_PAGE.url, origin: POD_PAGE.origin }],
    ['nobody', {}],
    ['somebody without a URL', { id: EXTENSION_ID }],
    [
      'a website with our URL in its own',
      { ...POPUP, url: `https://evil.example/${OWN}/`, origin: 'https://evil.example' },
    ],
    ['a sandboxed page of ours', { ...POPUP, origin: 'null' }],
    ['our URL in a frame of a website', { ...POPUP, origin: 'https://evil.example' }],
    ['a host that begins like ours', { ...POPUP, url: `${OWN}.evil/popup.html`, origin: `${OWN}.evil` }],
    ['a page without an origin', { ...POD_PAGE, origin: 'null' }],
    [
      'a page whose origin is not told',
      { id: EXTENSION_ID, url: POD_PAGE.url, tab: POD_PAGE.tab, frameId: 0 },
    ],
    ['a file', { ...POD_PAGE, url: 'file:///a.html', origin: 'file://' }],
    ['a page whose origin only holds one of the web', { ...POD_PAGE, origin: 'blob:https://pod.example' }],
    ['a frame', { ...POD_PAGE, frameId: 3 }],
    ['a page without a tab', { id: EXTENSION_ID, url: POD_PAGE.url, origin: POD_PAGE.origin, frameId: 0 }],
    ['a prerendered page', { ...POD_PAGE, documentLifecycle: 'prerender' }],
    ['a page in the back-forward cache', { ...POD_PAGE, documentLifecycle: 'cached' }],
    ['a page that is about to go', { ...POD_PAGE, documentLifecycle: 'pending_deletion' }],
  ])('is nobody, and nothing is done for them: %s', async (_who, from) => {
    expect(callerOf(from)).toBeNull();
    for (const name of NAMES) expect(await send(name, from)).toEqual(refusal(name));
    expect(handled).not.toHaveBeenCalled();
  });
});

describe('a message of the contract', () => {
  it.each(FOR_PAGES)('%s is for our own pages only', async (name) => {
    expect(await send(name, POPUP)).toEqual({ answer: null });
    expect(handled).toHaveBeenCalledExactlyOnceWith(name, INPUTS[name], expect.anything());
    expect(await send(name, POD_PAGE)).toEqual(refusal(name));
    expect(handled).toHaveBeenCalledTimes(1);
  });

  it('pageRefused is for pages of pods only', async () => {
    handled.mockReturnValue(true);
    expect(await send('pageRefused', POD_PAGE)).toEqual({ answer: true });
    const sender = { tabId: 7, documentId: 'one', url: new URL(POD_PAGE.url) };
    expect(handled).toHaveBeenCalledExactlyOnceWith('pageRefused', {}, sender);
    expect(await send('pageRefused', POPUP)).toEqual(refusal('pageRefused'));
  });

  it('tells of a failure by its code, and of an unknown one by no word that it holds', async () => {
    handled.mockRejectedValueOnce(new LatchkeyError('unreachable', 'pod.example', new Error('secret')));
    expect(await send('dismissSignIn', POPUP)).toEqual({
      failure: { code: 'unreachable', subject: 'pod.example' },
    });
    handled.mockRejectedValueOnce(new TypeError('a secret token'));
    expect(await send('dismissSignIn', POPUP)).toEqual({
      failure: { code: 'internal', subject: 'TypeError' },
    });
    handled.mockImplementationOnce(() => {
      throw new LatchkeyError('sign-in-busy');
    });
    expect(await send('dismissSignIn', POPUP)).toEqual({ failure: { code: 'sign-in-busy', subject: '' } });
    handled.mockRejectedValueOnce('words');
    expect(await send('dismissSignIn', POPUP)).toEqual({ failure: { code: 'internal', subject: '' } });
  });
});

describe('what is no message of the contract', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a word', 'signIn'],
    ['a list', ['signIn', {}]],
    ['without a name', { input: {} }],
    ['of an unknown name', { name: 'deleteAll', input: {} }],
    ['of a name that every object has', { name: 'toString', input: {} }],
    ['of a name that is the prototype', { name: '__proto__', input: {} }],
    ['with more than it may hold', { name: 'dismissSignIn', input: {}, from: 'me' }],
    ['without input', { name: 'signIn' }],
    ['with an input that is no object', { name: 'signIn', input: 'pod.example' }],
    ['with an input of another kind', { name: 'signIn', input: { input: 5 } }],
    ['with more input than it may hold', { name: 'signIn', input: { input: 'a', trusted: true } }],
    ['with an endless text', { name: 'signIn', input: { input: 'a'.repeat(4097) } }],
    ['with an endless identity', { name: 'signOut', input: { id: 'a'.repeat(4097) } }],
    ['with an endless issuer', { name: 'trustIssuer', input: { issuer: 'a'.repeat(2049) } }],
    ['with an endless site', { name: 'disconnectSite', input: { site: 'a'.repeat(2049) } }],
    ['with a tab that is none', { name: 'connectSite', input: { tabId: -1 } }],
    ['with half a tab', { name: 'connectSite', input: { tabId: 1.5 } }],
    ['with no number of a tab', { name: 'connectSite', input: { tabId: Number.NaN } }],
    ['with an answer that is none', { name: 'answerApproval', input: { ...ANSWER, answer: 'yes' } }],
    ['with an answer by nobody', { name: 'answerApproval', input: { ...ANSWER, identity: undefined } }],
    [
      'with access without modes',
      { name: 'answerApproval', input: { ...ANSWER, access: [{ storage: 'a', modes: [] }] } },
    ],
    [
      'with an unknown mode',
      { name: 'answerApproval', input: { ...ANSWER, access: [{ storage: 'a', modes: ['own'] }] } },
    ],
    [
      'with access without end',
      { name: 'answerApproval', input: { ...ANSWER, access: Array(51).fill(ACCESS) } },
    ],
    ['with half a grant', { name: 'revokeGrant', input: { site: 'https://app.example', identity: 'a b' } }],
    ['with a choice of nobody knows whom', { name: 'chooseForSite', input: { site: 'https://app.example' } }],
    ['with a wish that is neither yes nor no', { name: 'offerEverywhere', input: { everywhere: 'yes' } }],
    ['with no identity at all', { name: 'switchIdentity', input: {} }],
    ['with a key that is too short', { name: 'unlock', input: { key: 'k'.repeat(42) } }],
    ['with a lock that nothing opens', { name: 'setLock', input: { key: 'k'.repeat(43), wraps: [] } }],
    [
      'with a lock that something else opens',
      { name: 'setLock', input: { key: 'k'.repeat(43), wraps: [{ ...WRAP, by: 'magic' }] } },
    ],
    [
      'with a wrap without end',
      {
        name: 'setLock',
        input: { key: 'k'.repeat(43), wraps: [{ ...WRAP, wrapped: new Uint8Array(1025) }] },
      },
    ],
    ['with a time that nobody can choose', { name: 'setIdleLock', input: { idle: 7 } }],
  ])('is refused, and nothing is done: %s', async (_what, message) => {
    expect(await serve(handlers, message, POPUP)).toEqual(refusal(''));
    expect(handled).not.toHaveBeenCalled();
  });

  it('says nothing of its contents to whom it is not for', async () => {
    expect(await serve(handlers, { name: 'signIn', input: 5 }, POD_PAGE)).toEqual(refusal('signIn'));
  });
});
