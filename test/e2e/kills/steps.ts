import { expect } from 'vitest';
import { press, questionOf } from '../../world/approval.ts';
import { journalOf } from '../../world/journal.ts';
import { send } from '../../world/site.ts';
import { signerOf } from '../../world/soak/requests.ts';
import { podsGranted, readKept } from './stored.ts';
import type { KillsWorld, Someone } from './world.ts';

/** A person presses again where nothing has come of it: so often. */
const PATIENCE = 6;
/** Milliseconds in which she thinks that something should have come of it. */
const SOON = 4_000;

/** Milliseconds in which what she sees has come true in the store, however busy the machine. */
const SURELY = 30_000;

const NO_ANSWER = 'nothing';

/** Does things with the worker ended on the way, and knows what should be so after each. */
export class Steps {
  readonly #world: KillsWorld;
  readonly #signedIn: Set<Someone>;
  readonly #granted = new Set<Someone>();
  #active: Someone | null;
  /** What was done, for who wants to know how it came so far. */
  readonly done: string[] = [];
  /** What of the last of them is under way, for who wants to know where it hangs. */
  doing = '';

  constructor(world: KillsWorld) {
    this.#world = world;
    this.#signedIn = new Set(world.people);
    this.#active = world.people[1];
  }

  /** One of the things, by chance. */
  async next(): Promise<void> {
    const { random, people } = this.#world;
    const who = random.of(people);
    await random.of([
      () => this.#visit(who),
      () => this.#fetch(who),
      () => this.#fetch(who),
      () => this.#switchTo(null),
      () => this.#switchTo(who),
      () => this.#switchTo(who),
      () => this.#leaveOrComeBack(),
      () => this.#connectOrDisconnect(),
    ])();
  }

  /** The popup offers both for who is active. */
  async #leaveOrComeBack(): Promise<void> {
    const who = this.#active;
    if (who === null) return;
    await (this.#signedIn.has(who) ? this.#signOut(who) : this.#signIn(who));
  }

  /** What is kept is as it should be, and only the one who may has signed. */
  async #expectRight(may: readonly (Someone | null)[]): Promise<void> {
    const { popup, people } = this.#world;
    const states = people.map((one): [string, string] => [
      one.person.webId,
      this.#signedIn.has(one) ? 'signed-in' : 'signed-out',
    ]);
    this.doing = 'compares what is kept';
    await expect
      .poll(() => readKept(popup), { timeout: SURELY })
      .toEqual({
        sessions: Object.fromEntries(states),
        active: this.#active?.person.webId ?? null,
        granted: [...this.#granted].map(({ person }) => person.webId).sort(),
      });
    const allowed = new Set<unknown>([null, ...may.map((one) => one?.person.webId)]);
    const signers = this.#world.takeSeen().map(signerOf);
    expect(signers.filter((signer) => !allowed.has(signer))).toEqual([]);
  }

  /** Does something with the worker ended on the way; then again, as a person does, until it is so. */
  async #insist(
    words: string,
    act: () => Promise<unknown>,
    isSo: () => Promise<boolean>,
    heard: readonly string[] = [],
  ): Promise<void> {
    this.done.push(words);
    this.doing = 'does it while the worker is ended';
    const ended = this.#world.endSoon().then(() => {
      this.doing = 'does it, and the worker has ended';
    });
    await Promise.all([act().catch(() => undefined), ended]);
    this.doing = 'looks whether it is so';
    for (let presses = 1; !(await becomes(isSo)); presses += 1) {
      if (presses === PATIENCE) {
        const answered = `The app was answered: ${heard.join(', ')}.`;
        throw new Error(`It never came so far: ${words}. ${answered} ${await this.#world.asItIs()}`);
      }
      this.doing = `does it again, ${presses}`;
      await act().catch(() => undefined);
      this.doing = `looks whether it is so, ${presses}`;
    }
  }

  /** Who is somebody opens a page of their own: at another's issuer nobody would believe their token. */
  async #visit(other: Someone): Promise<void> {
    const { tab } = this.#world;
    const who = this.#active ?? other;
    const isSigned = who === this.#active && this.#signedIn.has(who);
    const url = `${who.person.pod}private/plain.html`;
    const load = () => tab.goto(url);
    // Nothing is on its way any more when it is opened once again.
    const isShown = () => tab.evaluate(() => document.title === 'A plain private page').catch(() => false);
    const isSo = isSigned ? isShown : () => Promise.resolve(true);
    await this.#insist(`opens a page of ${who.person.name}`, load, isSo);
    await journalOf(tab).open(url, isSigned ? 200 : 401);
    await this.#expectRight([isSigned ? who : null]);
  }

  /**
   * Whoever is somebody signs, in the pods of which they were asked: those that the site had asked for in vain by then,
   * else their own.
   */
  async #fetch(from: Someone): Promise<void> {
    const who = this.#active;
    const isSomebody = who !== null && this.#granted.has(who) && this.#signedIn.has(who);
    const pods = isSomebody ? await podsGranted(this.#world.popup, who.person.webId) : [];
    const may = pods.includes(from.person.pod);
    const answers: string[] = [];
    const ask = async () => {
      const answer = send(this.#world.app, 'GET', `${from.person.pod}private/notes.ttl`);
      answers.push(await Promise.race([answer, after(SURELY, NO_ANSWER)]));
    };
    const isSo = async () => {
      await ask();
      if (answers.includes(NO_ANSWER)) throw new Error('An app waits for ever.');
      return (answers.at(-1) === '200') === (may && who === from);
    };
    await this.#insist(`fetches from ${from.person.name}`, ask, isSo, answers);
    await this.#expectRight([may ? who : null]);
  }

  async #switchTo(who: Someone | null): Promise<void> {
    const { popup } = this.#world;
    const name = who?.person.name ?? 'Anonymous';
    const radio = popup.getByRole('radiogroup', { name: 'Identities' }).getByRole('radio', { name });
    await this.#insist(
      `switches to ${name}`,
      () => radio.click({ timeout: SOON }),
      async () => (await readKept(popup)).active === (who?.person.webId ?? null),
    );
    this.#active = who;
    await this.#expectRight([]);
  }

  async #signOut(who: Someone): Promise<void> {
    const { popup } = this.#world;
    const { name, webId } = who.person;
    const button = popup.getByRole('button', { name: `Sign out ${name}` });
    await this.#insist(
      `signs out ${name}`,
      () => button.click({ timeout: SOON }),
      async () => (await readKept(popup)).sessions[webId] === 'signed-out',
    );
    this.#signedIn.delete(who);
    await this.#expectRight([]);
  }

  async #signIn(who: Someone): Promise<void> {
    const { popup } = this.#world;
    await this.#insist(
      `signs in ${who.person.name}`,
      async () => {
        await this.#world.closeLeftovers();
        await this.#world.signInAgain(who);
      },
      async () => {
        const { sessions, active } = await readKept(popup);
        return sessions[who.person.webId] === 'signed-in' && active === who.person.webId;
      },
    );
    this.#signedIn.add(who);
    this.#active = who;
    await this.#expectRight([]);
  }

  async #connectOrDisconnect(): Promise<void> {
    const who = this.#active;
    if (who === null || !this.#signedIn.has(who)) return;
    const { popup } = this.#world;
    const isGranted = this.#granted.has(who);
    const act = isGranted
      ? () => popup.getByRole('button', { name: 'Disconnect' }).click({ timeout: SOON })
      : () => this.#connect();
    await this.#insist(isGranted ? 'disconnects' : `connects as ${who.person.name}`, act, async () => {
      return (await readKept(popup)).granted.includes(who.person.webId) !== isGranted;
    });
    if (isGranted) this.#granted.clear();
    else this.#granted.add(who);
    await this.#expectRight([who]);
  }

  async #connect(): Promise<void> {
    const { popup, scene, site } = this.#world;
    await popup.getByRole('button', { name: 'Connect this site' }).click({ timeout: SOON });
    const window = await questionOf(scene.browser, site.origin);
    await press(window, 'Always allow');
  }
}

async function after<Value>(milliseconds: number, value: Value): Promise<Value> {
  return await new Promise((resolve) => {
    setTimeout(() => resolve(value), milliseconds);
  });
}

/** Whether something is so while she still waits for it. */
async function becomes(isSo: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + SOON;
  do {
    if (await isSo()) return true;
  } while (Date.now() < end);
  return false;
}
