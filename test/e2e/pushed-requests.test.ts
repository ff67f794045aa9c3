import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { openStrictScene, type StrictScene, signInStrictly } from './strict-scene.ts';
import { changeTokens } from './tokens.ts';

let strict: StrictScene;

beforeAll(async () => {
  strict = await openStrictScene({ issuer: { par: 'required-once' } });
});
afterAll(() => strict[Symbol.asyncDispose]());

/** What the authorization endpoint answered, pushed request by pushed request. */
function opened(): readonly (readonly [pushed: boolean, status: number])[] {
  const requests = strict.servers.issuer.seenAt('/auth');
  return requests.map(({ query, status }) => [query.has('request_uri') && !query.has('state'), status]);
}

describe('At an issuer that wants each request pushed, and opened once', () => {
  test('Alice signs in, by one request that was opened once', async () => {
    await signInStrictly(strict);
    expect(opened()).toEqual([[true, 303]]);
  });

  test('her private page opens', async () => {
    const { scene, servers } = strict;
    const journal = journalOf(await scene.browser.context.newPage());
    await journal.open(`${servers.alice.pod}private/plain.html`, 200);
  });

  test('a silent sign-in takes one more', async () => {
    const { scene, servers } = strict;
    await changeTokens(scene.popup, { expiresAt: 0, refreshToken: null });
    const journal = journalOf(await scene.browser.context.newPage());
    await journal.open(`${servers.alice.pod}private/plain.html`, 200);
    expect(opened()).toEqual([
      [true, 303],
      [true, 303],
    ]);
  });
});
