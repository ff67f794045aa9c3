import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseTyped } from '../../src/domain/address.ts';
import type { IdentityId, Issuer } from '../../src/domain/identity.ts';
import type { IdentityRecord } from '../../src/identities/records.ts';
import { browser, restartBrowser } from '../fakes/browser.ts';
import { codeOf } from '../fakes/failure.ts';
import { settled } from '../fakes/settled.ts';
import { show } from '../fakes/show.ts';
import { endWorker } from '../fakes/worker.ts';
import type { Person } from '../world/people.ts';

/** A kind of Solid server, and somebody in front of its pages. */
export interface ServerUnderTest extends AsyncDisposable {
  readonly issuer: string;
  readonly person: Person;
  /** A private resource that she may read, and one that she may write. */
  readonly page: string;
  readonly note: string;
  /** What she does at the issuer's pages, and where they leave her. */
  visit(url: string, interactive: boolean): Promise<string>;
  /** What the server does not offer, as the server's metadata says. */
  readonly lacks?: readonly Cell[];
  /** Whether it behaves as older servers do, so that the person is asked to allow it. */
  readonly isLegacy?: boolean;
}

export const CELLS = [
  'sign in',
  'private read',
  'write',
  'refresh',
  'survive restart',
  'sign-out',
  'revocation',
] as const;
export type Cell = (typeof CELLS)[number];

type Row = Partial<Record<Cell, 'passed' | 'server limit'>>;
const table = new Map<string, Row>();

async function loadWorker() {
  const [signIn, identities, issuers, session, people, { fetchSigned }, refreshing, metadata, changes] =
    await Promise.all([
      import('../../src/identities/sign-in.ts'),
      import('../../src/identities/identities.ts'),
      import('../../src/identities/issuers.ts'),
      import('../../src/identities/session.ts'),
      import('../../src/background/people.ts'),
      import('./signed-fetch.ts'),
      import('../../src/oidc/refresh.ts'),
      import('../../src/oidc/metadata.ts'),
      import('../../src/platform/changes.ts'),
    ]);
  return {
    ...{ ...signIn, ...identities, ...issuers, ...session, ...people },
    ...{ fetchSigned, ...refreshing, ...metadata, ...changes },
  };
}

/** Plays the life of a session at one kind of server, each step of which is a cell of the table. */
export function serverStory(name: string, start: () => Promise<ServerUnderTest>): void {
  const row: Row = {};
  table.set(name, row);

  describe(`at ${name}`, () => {
    let server: ServerUnderTest;
    let worker: Awaited<ReturnType<typeof loadWorker>>;
    let id: IdentityId;

    beforeAll(async () => {
      server = await start();
      restartBrowser();
      browser.identity.launchWebAuthFlow.mockImplementation(({ url, interactive }) =>
        server.visit(url, interactive),
      );
      worker = await loadWorker();
      for (const { id: one } of await worker.listIdentities()) await worker.forgetIdentity(one);
    });
    afterAll(() => server[Symbol.asyncDispose]());

    const cell = (which: Cell, proof: () => Promise<void>): void => {
      it(which, async () => {
        await proof();
        row[which] = server.lacks?.includes(which) === true ? 'server limit' : 'passed';
      });
    };
    const record = (): Promise<IdentityRecord> => worker.getIdentity(id);
    const status = async (method: string, url: string, body?: string): Promise<number> =>
      (await worker.fetchSigned(id, method, url, body)).status;

    cell('sign in', async () => {
      worker.signIn(server.person.webId);
      expect(await settled(worker)).toMatchObject({ step: 'trust', issuer: server.issuer });
      await worker.trustIssuer(server.issuer as Issuer);
      let state = await settled(worker);
      if (server.isLegacy === true) {
        expect(state).toMatchObject({ step: 'legacy' });
        await worker.allowLegacy(server.issuer as Issuer);
        state = await settled(worker);
      }
      if (state.step !== 'done') throw new Error(JSON.stringify(state));
      id = state.identity;
      expect((await record()).webId).toBe(server.person.webId);
    });

    cell('private read', async () => {
      expect((await fetch(server.page)).status).toBe(401);
      expect(await status('GET', server.page)).toBe(200);
    });

    cell('write', async () => {
      expect(await status('PUT', server.note, 'written')).toBeLessThan(300);
      expect(await (await worker.fetchSigned(id, 'GET', server.note)).text()).toBe('written');
      expect(await status('DELETE', server.note)).toBeLessThan(300);
    });

    cell('refresh', async () => {
      const { accessToken } = await worker.credentialsOf(id);
      expect((await worker.credentialsOf(id, accessToken)).accessToken).not.toBe(accessToken);
      expect(await status('GET', server.page)).toBe(200);
    });

    cell('survive restart', async () => {
      endWorker();
      vi.resetModules();
      browser.storage.session.clear();
      worker = await loadWorker();
      const flows = browser.identity.launchWebAuthFlow.mock.calls.length;
      const { accessToken } = await worker.credentialsOf(id);
      await worker.credentialsOf(id, accessToken);
      expect(await status('GET', server.page)).toBe(200);
      expect(browser.identity.launchWebAuthFlow.mock.calls).toHaveLength(flows);
    });

    let before: IdentityRecord;
    cell('sign-out', async () => {
      before = await record();
      await worker.signOut(id);
      expect((await record()).session).toEqual({ state: 'signed-out' });
      expect(await codeOf(worker.credentialsOf(id))).toBe('login-required');
    });

    cell('revocation', async () => {
      const { issuer, client, key, webId, session } = before;
      if (session.state !== 'signed-in') throw new Error('There was no session.');
      const metadata = await worker.readIssuer(issuer, parseTyped(issuer));
      const request = { metadata, client, key, webId, tokens: session.tokens };
      const code = await codeOf(
        worker.refresh({
          ...request,
          legacy: server.isLegacy === true,
          onSend: () => Promise.resolve(),
          now: Date.now,
        }),
      );
      const isOffered = metadata.server.revocation_endpoint !== undefined;
      expect({ isOffered, code }).toEqual(
        server.lacks?.includes('revocation') === true
          ? { isOffered: false, code: null }
          : { isOffered: true, code: 'login-required' },
      );
    });
  });
}

/** The table of servers and steps, as far as it was played. */
export function printTable(): void {
  const width = Math.max(...[...table.keys()].map((name) => name.length));
  const lines = [...table].map(
    ([name, row]) =>
      `${name.padEnd(width)}  ${CELLS.map((one) => (row[one] ?? 'FAILED').padEnd(one.length)).join('  ')}`,
  );
  show(''.padEnd(width + 2) + CELLS.join('  '), ...lines);
}
