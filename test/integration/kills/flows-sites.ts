/** What sites may do, and what they get, where the worker ends while a person answers or while it asks a pod. */
import { decodeJwt } from 'jose';
import { expect, vi } from 'vitest';
import type { Access, Grant, Mode, Site } from '../../../src/domain/grant.ts';
import type { ApprovalView } from '../../../src/domain/view.ts';
import type { ToSite } from '../../../src/messaging/site-contract.ts';
import { chromium, contentScripts } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { grantOf } from '../../fakes/people.ts';
import type { SeenByPod } from '../../world/strict-pod.ts';
import type { Bridge } from './bridge.ts';
import { type Flow, PATIENCE } from './flow.ts';
import { expectWhole } from './flows-session.ts';
import { opensPage } from './page-loads.ts';
import { storedGrants, storeGrants } from './records.ts';
import type { Stage } from './stage.ts';

const { rules } = chromium.declarativeNetRequest;

/** Asks as long as there is no question; a worker that has ended never answers. */
async function questionOf({ worker }: Stage): Promise<ApprovalView> {
  for (;;) {
    const question = await worker.ask('nextApproval', {});
    if (question !== null) return question;
  }
}

async function answer(stage: Stage, { id }: ApprovalView, { storage, modes }: Access): Promise<void> {
  const access = [{ storage, modes: [...modes] }];
  await stage.worker.ask('answerApproval', { approval: id, answer: 'always', identity: stage.id, access });
}

/** What the page, its call made again by its bridge, comes to; the person answers where they are asked. */
async function connects(stage: Stage, page: Bridge, login: object, access: Access): Promise<ToSite> {
  const called = page.call({ type: 'login', id: 1, options: login });
  while (page.told.every((answer) => !('id' in answer))) {
    const question = await stage.worker.ask('nextApproval', {});
    if (question === null) continue;
    await answer(stage, question, access);
    expect(await codeOf(answer(stage, question, access)), 'a second answer').toBe('approval-gone');
  }
  return await called;
}

/** Grants, as far as they tell who may do what. */
function allowed(grants: readonly Grant[]) {
  return grants.map(({ site, identity, storage, modes }) => [site, identity, storage, ...modes]);
}

/** A site of this machine may name a pod that is there. */
const SITE = 'http://localhost:1' as Site;
const PAGE = { site: SITE };

/** Where pages get the bridge as they load. */
function connectedPages(): readonly string[] {
  return contentScripts.registered.get('bridge')?.matches ?? [];
}

/** The site asks, having been allowed less before or nothing at all, and the person says yes. */
function approvalAfter(name: string, before: readonly Mode[], wanted: readonly Mode[]): Flow {
  const loginAt = ({ pod }: Stage) => ({ access: [{ storage: pod, modes: wanted }] });
  const granted = ({ id, pod }: Stage, modes: readonly Mode[]) =>
    modes.length === 0 ? [] : [[SITE, id, pod, ...modes]];
  return {
    name,
    async before(stage) {
      await stage.signIn();
      if (before.length > 0)
        await storeGrants([grantOf({ site: SITE, identity: stage.id, storage: stage.pod, modes: before })]);
    },
    async run(stage) {
      void stage.worker.connect(PAGE).call({ type: 'login', id: 1, options: loginAt(stage) });
      const question = await questionOf(stage);
      stage.notes = { isAnswered: true };
      await answer(stage, question, { storage: stage.pod, modes: wanted });
    },
    async holds(stage) {
      const [old, all] = [granted(stage, before), granted(stage, wanted)];
      const possible = stage.notes['isAnswered'] === true ? [old, all] : [old];
      const kept = allowed(await storedGrants());
      expect(possible).toContainEqual(kept);
      stage.restart();
      const patterns = kept.length === 0 ? [] : ['http://localhost/*'];
      await vi.waitFor(
        () => expect(connectedPages(), 'where the next page finds Latchkey').toEqual(patterns),
        PATIENCE,
      );
      const page = stage.worker.connect(PAGE);
      const access = { storage: stage.pod, modes: wanted };
      expect(await connects(stage, page, loginAt(stage), access)).toMatchObject({ type: 'done' });
      expect(allowed(await storedGrants())).toEqual(all);
      expect(await stage.worker.ask('nextApproval', {})).toBeNull();
      expect(await page.fetch(2, 'GET', stage.page)).toBe(200);
      expect(await page.fetch(3, 'DELETE', stage.page)).toBe('not-granted');
      await expectWhole(stage);
    },
  };
}

export const approval = approvalAfter('approval', [], ['read']);
export const approvalOfMore = approvalAfter('approval of more', ['read'], ['read', 'append']);

/** Who signed a request at the pod; null is nobody. */
function signerOf({ headers: { authorization } }: SeenByPod): unknown {
  return authorization === undefined ? null : decodeJwt(authorization.replace(/^DPoP /, ''))['webid'];
}

export const signedFetch: Flow = {
  name: 'signed fetch',
  async before(stage) {
    await stage.signIn();
    const modes = ['read', 'append', 'write'] as const;
    await storeGrants([grantOf({ identity: stage.id, storage: stage.pod, modes })]);
    stage.servers.pod.seen.length = 0;
  },
  async run(stage) {
    expect(await stage.worker.connect().fetch(1, 'POST', stage.folder, 'once')).toBe(201);
  },
  async holds(stage) {
    const { alice, pod } = stage.servers;
    expect(pod.seen.map(signerOf).filter((signer) => signer !== alice.webId)).toEqual([]);
    expect(pod.seen.filter(({ status }) => status < 400).length).toBeLessThan(2);
    stage.restart();
    const page = stage.worker.connect();
    expect(await page.fetch(1, 'GET', stage.page)).toBe(200);
    expect(await page.fetch(2, 'POST', stage.folder, 'again')).toBe(201);
  },
};

export const privatePage: Flow = {
  name: 'private page',
  before: (stage) => stage.signIn(),
  async run(stage) {
    expect(await opensPage(stage)).toBe(200);
  },
  async holds(stage) {
    stage.restart();
    // What it does first is to take away what the ended one has left behind.
    await vi.waitFor(() => expect([...rules.values()]).toEqual([]), PATIENCE);
    expect(await opensPage(stage)).toBe(200);
    await vi.waitFor(() => expect([...rules.values()]).toEqual([]), PATIENCE);
  },
};
