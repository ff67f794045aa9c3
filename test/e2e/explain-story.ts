import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CauseCode } from '../../src/domain/explanation.ts';
import { show } from '../fakes/show.ts';
import { answerQuestion } from '../world/approval.ts';
import { type Asked, explained, explanationIn, tellWorker } from '../world/explanation.ts';
import { type FaultyProxy, startFaultyProxy } from '../world/faulty-proxy.ts';
import { listen } from '../world/listener.ts';
import { openPopup, signOut } from '../world/popup.ts';
import { opened, type Site, startSite } from '../world/site.ts';
import type { ServerToExplain } from './explain-servers.ts';

/** What stands on the stage on which things go wrong. */
interface Stage extends ServerToExplain {
  readonly app: Site;
  readonly tab: Page;
  /** Before the pods' server, which does not know of it. */
  readonly proxy: FaultyProxy;
}

/** Something that goes wrong, which code says so, and how it is set right again. */
interface Planted {
  readonly code: CauseCode | ((stage: Stage) => CauseCode);
  readonly plant: (stage: Stage) => Asked | Promise<Asked>;
  readonly mend?: (stage: Stage) => Promise<unknown>;
}

const notes = ({ alice }: Stage) => `${alice.pod}private/notes.ttl`;
const atProxy = ({ alice, proxy }: Stage, path: string) => proxy.origin + new URL(alice.pod).pathname + path;
const tell = ({ scene }: Stage, name: string, input: object) => tellWorker(scene.popup, name, input);

/** The fifteen causes, in an order in which none spoils the next. */
const PLANTED: Readonly<Record<string, Planted>> = {
  'ungranted site': {
    code: 'site-not-granted',
    plant: (stage) => ({ url: notes(stage), site: stage.app.origin }),
  },
  'mode too low': {
    code: 'mode-not-granted',
    plant: async (stage) => {
      await connectForReading(stage);
      return { url: notes(stage), method: 'PUT', site: stage.app.origin };
    },
  },
  'policy never': {
    code: 'policy-never',
    plant: async (stage) => {
      await tell(stage, 'setPodPolicy', { storage: stage.alice.pod, policy: 'never' });
      return { url: notes(stage) };
    },
    mend: (stage) => tell(stage, 'setPodPolicy', { storage: stage.alice.pod, policy: 'when-asked' }),
  },
  'WebID without access': {
    code: 'no-access',
    plant: async (stage) => {
      await tell(stage, 'addPod', { address: stage.bob.pod });
      return { url: `${stage.bob.pod}private/notes.ttl` };
    },
  },
  'no ACL read': {
    code: 'no-control',
    plant: ({ bob }) => ({ url: `${bob.pod}public/page.html.acl` }),
  },
  'wrong htu by a proxy': {
    code: 'htu-elsewhere',
    plant: async (stage) => {
      await tell(stage, 'addPod', { address: atProxy(stage, '') });
      return { url: atProxy(stage, 'private/notes.ttl') };
    },
  },
  'missing nonce support': {
    code: 'nonce-missing',
    plant: (stage) => {
      stage.proxy.fault = 'demands a nonce';
      return { url: atProxy(stage, 'private/notes.ttl') };
    },
  },
  CORS: {
    code: 'cors',
    plant: (stage) => {
      stage.proxy.fault = 'keeps CORS back';
      return { url: atProxy(stage, 'public/page.html'), site: 'http://localhost:1' };
    },
  },
  'server down': {
    code: 'server-down',
    plant: async (stage) => {
      const gone = await listen();
      await gone[Symbol.asyncDispose]();
      await tell(stage, 'addPod', { address: `${gone.origin}/` });
      return { url: `${gone.origin}/notes.ttl` };
    },
  },
  'replayed proof': { code: 'proof-replayed', plant: sendOnce },
  'signed out': {
    code: 'signed-out',
    plant: async (stage) => {
      await signOut(stage.scene.popup, stage.alice.name);
      return { url: notes(stage) };
    },
    mend: (stage) => stage.signInAgain(),
  },
  'expired token': {
    code: 'session-ended',
    plant: async (stage) => {
      await stage.endSession();
      return { url: notes(stage) };
    },
    mend: (stage) => stage.signInAgain(),
  },
  'wrong issuer in the profile': {
    code: 'issuer-not-named',
    plant: async (stage) => {
      await stage.nameOtherIssuer();
      return { url: notes(stage) };
    },
  },
  'wrong clock': {
    code: ({ clock }) => clock,
    plant: async (stage) => {
      await stage.setClock(2 * 3600);
      return { url: notes(stage) };
    },
    mend: (stage) => stage.setClock(0),
  },
  'unknown client': {
    code: 'client-unknown',
    plant: async (stage) => ({ url: notes(stage), identity: await stage.loseClient() }),
  },
};

/** What was found, by cause and server. */
const table = new Map<string, Map<string, string>>();

/** Plants every cause at one kind of server, and has each explained in the inspector. */
export function explainStory(name: string, start: () => Promise<ServerToExplain>): void {
  const found = new Map<string, string>();
  table.set(name, found);

  describe(`At ${name}`, () => {
    let stage: Stage;

    beforeAll(async () => {
      const [server, app] = await Promise.all([start(), startSite()]);
      const proxy = await startFaultyProxy(new URL(server.alice.pod).origin);
      stage = { ...server, app, proxy, tab: await opened(server.scene.browser, app.url) };
    });
    afterAll(async () => {
      await stage[Symbol.asyncDispose]();
      await Promise.all([stage.app, stage.proxy].map((one) => one[Symbol.asyncDispose]()));
    });

    test('a page that opens is said to open', async () => {
      const { code, sights } = await explained(stage.scene.browser, { url: notes(stage) });
      expect(code, JSON.stringify(sights)).toBe('works');
    });

    test('the popup leads there from a site that was refused something', async () => {
      const { browser } = stage.scene;
      await stage.tab.evaluate((url) => fetch(url).then(String), notes(stage));
      const popup = await openPopup(browser, stage.tab);
      await popup.getByRole('link', { name: 'Why?' }).click();
      const { code, sentence, buttons } = await explanationIn(popup);
      expect(code).toBe('site-not-granted');
      expect(sentence).toContain(stage.app.origin);
      expect(buttons).toContain('Connect this site');
      await popup.close();
    });

    for (const [cause, { code: expected, plant, mend }] of Object.entries(PLANTED)) {
      test(`${cause} is found`, async () => {
        const { code, sights } = await explained(stage.scene.browser, await plant(stage));
        await mend?.(stage);
        found.set(cause, code);
        expect(code, JSON.stringify(sights)).toBe(typeof expected === 'string' ? expected : expected(stage));
      });
    }
  });
}

/** She connects the app for reading alone. */
async function connectForReading({ scene: { browser }, app, tab }: Stage): Promise<void> {
  const popup = await openPopup(browser, tab);
  await popup.getByRole('button', { name: 'Connect this site' }).click();
  await answerQuestion(browser, app.origin, 'Always allow', { only: ['Read'] });
  await popup.getByRole('button', { name: 'Disconnect' }).waitFor();
  await popup.close();
}

/** A proof of hers has served already. */
async function sendOnce(stage: Stage): Promise<Asked> {
  const { alice, issuer } = stage;
  const url = notes(stage);
  const request = { id: `${alice.webId} ${issuer}`, method: 'GET', url, nonce: stage.nonce() };
  const { authorization, dpop } = (await tell(stage, 'sign', request)) as Record<string, string>;
  const response = await fetch(url, { headers: { authorization: authorization ?? '', dpop: dpop ?? '' } });
  expect(response.status).toBe(200);
  return { url, ...(dpop !== undefined && { proof: dpop }) };
}

/** Prints what was found for each cause at each server. */
export function printCauses(): void {
  const names = [...table.keys()];
  const width = Math.max(...Object.keys(PLANTED).map((cause) => cause.length)) + 2;
  const row = (first: string, cells: readonly string[]) =>
    [first.padEnd(width), ...cells.map((cell) => cell.padEnd(30))].join('').trimEnd();
  show(
    row('planted cause', names),
    ...Object.keys(PLANTED).map((cause) =>
      row(
        cause,
        names.map((name) => table.get(name)?.get(cause) ?? '–'),
      ),
    ),
  );
}
