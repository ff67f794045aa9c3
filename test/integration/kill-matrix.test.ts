import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StrictServers, startStrictServers } from '../world/strict-servers.ts';
import { type WorkerGlobals, workerScript } from '../world/worker-script.ts';
import { endEverywhere, type Flow, printTable } from './kills/flow.ts';
import * as leaving from './kills/flows-leaving.ts';
import * as lock from './kills/flows-lock.ts';
import * as session from './kills/flows-session.ts';
import * as sites from './kills/flows-sites.ts';
import { Stage } from './kills/stage.ts';

let servers: StrictServers;
let script: (globals: WorkerGlobals) => void;

beforeAll(async () => {
  [servers, script] = await Promise.all([startStrictServers(), workerScript()]);
});
afterAll(() => servers[Symbol.asyncDispose]());
afterAll(printTable);

/** Each flow, with a point that it is sure to come to: a matrix that tries nothing proves nothing. */
const FLOWS: readonly (readonly [Flow, point: string])[] = [
  [session.signIn, 'before idb identities.put'],
  [session.refresh, 'after fetch POST /token'],
  [session.refreshWhereKnown, 'after fetch POST /token'],
  [session.migration, 'before idb values.put'],
  [sites.approval, 'after storage.session.set approvals'],
  [sites.approvalOfMore, 'after idb values.put'],
  [sites.signedFetch, 'after fetch POST /alice/private/'],
  [sites.privatePage, 'after declarativeNetRequest.updateSessionRules'],
  [leaving.signOut, 'after idb identities.put'],
  [leaving.forget, 'after idb identities.delete'],
  [leaving.switchToNobody, 'after idb values.put'],
  [lock.setUp, 'before idb vault.put'],
  [lock.turnOff, 'before idb vault.delete'],
  [lock.changePassphrase, 'after idb vault.put'],
  [lock.unlock, 'after storage.session.set vault-key'],
  [lock.lock, 'after storage.session.set vault-key'],
  [lock.startOver, 'before idb vault.delete'],
];

describe('Wherever the worker ends, nothing is lost, and nothing signed that was not allowed, in', () => {
  it.each(FLOWS.map(([flow, point]) => [flow.name, flow, point] as const))(
    '%s',
    async (_name, flow, point) => {
      const { points, broken } = await endEverywhere(flow, () => new Stage(servers, script));
      expect(points).toContain(point);
      expect(broken).toEqual([]);
    },
    300_000,
  );
});
