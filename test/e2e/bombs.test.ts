import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/domain/errors.ts';
import type { MessageName, Reply } from '../../src/messaging/contract.ts';
import { sentence } from '../../src/ui/text.ts';
import { type FakeIssuer, startIssuer } from '../fakes/issuer.ts';
import type { Statement } from '../fakes/lies.ts';
import { type Bomb, type BombServer, startBombServer } from '../world/bombs.ts';
import { type Journal, journalOf } from '../world/journal.ts';
import { atFront } from '../world/pages.ts';
import { openPopup } from '../world/popup.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let popup: Page;
let journal: Journal;
let bombs: BombServer;
let issuer: FakeIssuer;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  popup = await openPopup(scene.browser);
  journal = journalOf(await scene.browser.context.newPage());
  [bombs, issuer] = await Promise.all([startBombServer(), startIssuer()]);
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
  await Promise.all([bombs[Symbol.asyncDispose](), issuer[Symbol.asyncDispose]()]);
});

describe('Where a sign-in meets', () => {
  test.each<[string, Bomb, ErrorCode]>([
    ['a profile without end', 'endless', 'too-large'],
    ['a small profile that unpacks to 64 MiB', 'gzip', 'too-large'],
    ['a profile of a million statements', 'statements', 'too-large'],
    ['a profile of half a million numbers in a list', 'lists', 'profile-names-no-issuer'],
    ['a profile whose bases take long to read', 'bases', 'too-large'],
    ['a profile that is nested a million times', 'nested', 'profile-invalid'],
    ['redirects without end', 'redirects', 'unreachable'],
    ['a megabyte of headers', 'headers', 'unreachable'],
  ])('%s, it is refused with its reason, and meanwhile a private page opens', async (_what, bomb, code) => {
    const asked = bombs.asked(bomb);
    await signIn(`${bombs.origin}/${bomb}#me`);
    const { letGo } = await asked;
    await opensSigned();
    letGo();
    await opensSigned();
    await says(code, subjectOf(bomb, code));
  });
});

describe('Where an issuer that is trusted answers with', () => {
  beforeAll(async () => {
    expect(await ask('addIssuer', { address: issuer.url })).toBe(issuer.url);
  });

  const LARGE = 'x'.repeat(65_537);
  const BRACKETS = '['.repeat(100_000);
  const DEEP = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  const NONCE = {
    status: 400,
    headers: { 'dpop-nonce': 'n'.repeat(200_000) },
    body: { error: 'use_dpop_nonce' },
  };

  test.each<[string, string, Partial<Statement>, ErrorCode]>([
    ['a huge registration', '/register', { body: LARGE }, 'too-large'],
    ['a token answer of 100,000 brackets', '/token', { body: BRACKETS }, 'too-large'],
    ['a token answer of nested brackets', '/token', { body: DEEP }, 'token-invalid'],
    ['a nonce of 200 kB', '/token', NONCE, 'token-invalid'],
    ['a key set of more than 64 KiB', '/jwks', { body: `{"keys":[],"x":"${LARGE}"}` }, 'too-large'],
    ['33 keys', '/jwks', { body: { keys: Array(33).fill({ kty: 'EC' }) } }, 'issuer-invalid'],
    ['keys of nested brackets', '/jwks', { body: `{"keys":${DEEP}}` }, 'id-token-signature'],
    ['redirects without end', '/jwks', { status: 302, headers: { location: '/jwks' } }, 'redirected'],
  ])('%s, the sign-in is refused, and meanwhile a private page opens', async (_what, where, bomb, code) => {
    const asked = new Promise<void>((hear) => {
      const answer = (path: string, statement: Statement) => {
        if (path !== where) return;
        Object.assign(statement, bomb);
        hear();
      };
      issuer.lies = { answer };
    });
    await signIn(issuer.webId);
    await asked;
    await opensSigned();
    await says(code, new URL(issuer.url).host);
  });
});

/** What comes of each bomb where an issuer is added, and where a Client ID Document is checked. */
const AT_ONCE: Readonly<Partial<Record<Bomb, readonly [asIssuer: string, asDocument: string]>>> = {
  endless: ['too-large', 'too-large'],
  gzip: ['too-large', 'too-large'],
  redirects: ['redirected', 'unreachable'],
  headers: ['unreachable', 'unreachable'],
  brackets: ['too-large', 'too-large'],
  deep: ['issuer-invalid', 'not-json'],
  'deep-issuer': ['added', 'wrong-context'],
  'private-issuer': ['address-private', 'wrong-context'],
  drip: ['timed-out', 'unreachable'],
};

test('Of many at once each is given up for its own reason, slow ones too, and a private page opens', async () => {
  const dripping = bombs.asked('drip');
  await signIn(`${bombs.origin}/drip#me`);
  const { letGo } = await dripping;
  const given = Promise.all(
    Object.keys(AT_ONCE).map(async (bomb) => {
      const address = `${bombs.origin}/${bomb}`;
      const asked = [
        ask('addIssuer', { address }),
        ask('checkClientDocument', { clientId: `${address}/document` }),
      ];
      const [asIssuer, asDocument] = await Promise.all(asked);
      return [bomb, [asIssuer === address ? 'added' : asIssuer, [asDocument].flat()[0]]];
    }),
  );
  letGo();
  await opensSigned();
  expect(Object.fromEntries(await given)).toEqual(AT_ONCE);
  await says('timed-out', new URL(bombs.origin).host);
  await opensSigned();
});

test('Hostile words of a profile are text, cut to length, and its picture is none', async () => {
  const [hidden, script] = ['\u202E', '<img src=x onerror=document.title=1>'];
  const name = JSON.stringify(hidden + script + 'x'.repeat(1000));
  const picture = '<#me> <http://xmlns.com/foaf/0.1/img> <javascript:document.title=1>.';
  issuer.lies = {
    profile: (statement) => {
      statement.body = String(statement.body).replace('"Alice"', name) + picture;
    },
  };
  await ask('addIssuer', { address: issuer.url });
  await signIn(issuer.webId);
  await popup.getByRole('radio', { name: script }).waitFor();
  const text = (await popup.locator('body').textContent()) ?? '';
  expect([text.includes(hidden), text.includes('x'.repeat(200))]).toEqual([false, false]);
  expect(await popup.title()).toBe(await scene.popup.title());
  // Alice’s own picture was drawn anew.
  expect(await popup.locator('img:not([src^="data:image/png;base64,"])').count()).toBe(0);
});

/** What the worker answers to a page of Latchkey, or the code with which it fails. */
async function ask(name: MessageName, input: object): Promise<unknown> {
  const message = { name, input };
  const reply = await popup.evaluate((sent): Promise<Reply> => chrome.runtime.sendMessage(sent), message);
  return 'failure' in reply ? reply.failure.code : reply.answer;
}

async function signIn(input: string): Promise<void> {
  await atFront(popup);
  await popup.getByRole('textbox', { name: 'WebID, pod or issuer' }).fill(input);
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Resolves once the popup says why the sign-in failed; what it says is then put away. */
async function says(code: ErrorCode, subject: string): Promise<void> {
  const failure = popup.getByRole('alert');
  await failure.getByText(sentence({ code, subject })).waitFor();
  await failure.getByRole('button', { name: 'Dismiss' }).click();
}

/** A failure to read a profile is told by its address, any other by its host. */
function subjectOf(bomb: string, code: ErrorCode): string {
  if (code === 'profile-names-no-issuer') return `${bombs.origin}/${bomb}#me`;
  return code === 'profile-invalid' ? `${bombs.origin}/${bomb}` : new URL(bombs.origin).host;
}

async function opensSigned(): Promise<void> {
  await journal.open(`${scene.alice.pod}private/plain.html`, 200);
}
