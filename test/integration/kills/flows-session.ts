/** What becomes of a session where its worker ends while it begins, goes on, or ends. */
import { openDB } from 'idb';
import { expect } from 'vitest';
import { browser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { grantOf } from '../../fakes/people.ts';
import { everythingStored } from '../../fakes/stored.ts';
import type { Flow } from './flow.ts';
import { changeTokens, identityIn } from './records.ts';
import type { Stage } from './stage.ts';

/** One identity, signed in and active, and her private page opens. */
export async function expectWhole(stage: Stage): Promise<void> {
  const { identities, active } = await stage.view();
  expect(identities.map(({ id, state }) => [id, state])).toEqual([[stage.id, 'signed-in']]);
  expect(active).toBe(stage.id);
  expect(await stage.readsPage()).toBe(200);
}

/** How each token begins that an issuer signs; within a random word, such as a key's, the same letters come by chance. */
const TOKEN = /(?<![\w-])eyJ/;

/** No token of hers is stored. */
export async function expectNoToken(): Promise<void> {
  expect(await everythingStored()).not.toMatch(TOKEN);
}

export const signIn: Flow = {
  name: 'sign-in',
  before: () => Promise.resolve(),
  run: (stage) => stage.signIn(),
  async holds(stage) {
    stage.restart();
    const view = await stage.view();
    expect(view.signIn.step).not.toBe('working');
    if (view.identities.length === 0) {
      expect(view.active).toBeNull();
      await expectNoToken();
    } else {
      expect(view.identities).toMatchObject([{ id: stage.id, state: 'signed-in' }]);
      expect(await stage.readsPage()).toBe(200);
    }
    await stage.signIn();
    await expectWhole(stage);
    expect(await everythingStored(), 'what is looked for where there should be none').toMatch(TOKEN);
  },
};

/** The tokens that are kept, whether sent or not. */
async function tokensIn({ id }: Stage): Promise<string> {
  const { session } = (await identityIn(id)) ?? {};
  return JSON.stringify(session?.state === 'signed-in' && session.tokens);
}

/** How often the issuer gave new tokens for a refresh token. */
function refreshes({ servers }: Stage): number {
  return servers.issuer
    .seenAt('/token')
    .filter(({ status, body }) => status === 200 && body['grant_type'] === 'refresh_token').length;
}

export const refresh: Flow = {
  name: 'refresh',
  async before(stage) {
    await stage.signIn();
    await changeTokens(stage.id, { expiresAt: 0 });
    // She is not known at the issuer any more, so nothing but the refresh token can go on.
    stage.servers.issuer.endSessions();
    stage.notes = { refreshes: refreshes(stage), tokens: await tokensIn(stage) };
  },
  async run(stage) {
    await stage.worker.ask('sign', { id: stage.id, method: 'GET', url: stage.page, nonce: null });
    stage.notes = { ...stage.notes, isUsed: true };
    expect(await stage.readsPage()).toBe(200);
  },
  async holds(stage) {
    const isKept = (await tokensIn(stage)) !== stage.notes['tokens'];
    const isExchanged = refreshes(stage) !== stage.notes['refreshes'];
    expect(isKept && !isExchanged, 'nothing is kept that the issuer did not give').toBe(false);
    expect(stage.notes['isUsed'] === true && !isKept, 'nothing is used that is not kept').toBe(false);
    stage.restart();
    if (isExchanged && !isKept) {
      // The issuer took the old refresh token, and nobody heard the new one: only she can go on.
      expect(await codeOf(stage.readsPage())).toBe('login-required');
      expect((await stage.view()).identities).toMatchObject([{ state: 'login-required' }]);
      await expectNoToken();
      await stage.signIn();
    }
    await expectWhole(stage);
  },
};

/** The issuer takes all back where a refresh token comes twice, and knows her in this browser. */
export const refreshWhereKnown: Flow = {
  name: 'refresh where she is known',
  async before(stage) {
    await stage.signIn();
    await changeTokens(stage.id, { expiresAt: 0 });
  },
  async run(stage) {
    expect(await stage.readsPage()).toBe(200);
  },
  async holds(stage) {
    stage.restart();
    await expectWhole(stage);
  },
};

export const migration: Flow = {
  name: 'migration',
  async before(stage) {
    await stage.signIn();
    const record = await identityIn(stage.id);
    // What lay in storage.local until it was moved, and the database as it was before there were issuers in it.
    await browser.storage.local.set({
      'active-identity': { version: 1, value: stage.id },
      grants: { version: 1, value: [grantOf({ identity: stage.id, storage: stage.pod })] },
    });
    globalThis.indexedDB = new IDBFactory();
    const old = await openDB('latchkey', 1, {
      upgrade: (db) => void db.createObjectStore('identities', { keyPath: 'id' }),
    });
    await old.put('identities', record);
    old.close();
    stage.notes = { session: record?.session };
  },
  async run(stage) {
    expect((await stage.view()).identities).toHaveLength(1);
  },
  async holds(stage) {
    stage.restart();
    expect((await stage.view()).issuers).toEqual([]);
    expect((await identityIn(stage.id))?.session).toEqual(stage.notes['session']);
    // Nobody signs whose issuer is not trusted, and of issuers that database knew nothing.
    await stage.worker.ask('addIssuer', { address: stage.issuer });
    await expectWhole(stage);
    expect(await stage.worker.connect().fetch(1, 'GET', stage.page)).toBe(200);
    expect(browser.storage.local.text).toBe('');
  },
};
