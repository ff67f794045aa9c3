import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StrictServers, startStrictServers } from '../world/strict-servers.ts';
import { type WorkerGlobals, workerScript } from '../world/worker-script.ts';
import { endEverywhere, type Flow, printTable } from './kills/flow.ts';
import * as leaving from './kills/flows-leaving.ts';
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
  [session.migration, 'after idb create issuers'],
  [sites.approval, 'after storage.session.set approvals'],
  [sites.approvalOfMore, 'after storage.local.set grants'],
  [sites.signedFetch, 'after fetch POST /alice/private/'],
  [sites.privatePage, 'after declarativeNetRequest.updateSessionRules'],
  [leaving.signOut, 'after idb identities.put'],
  [leaving.forget, 'after idb identities.delete'],
  [leaving.switchToNobody, 'after storage.local.set active-identity'],
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
