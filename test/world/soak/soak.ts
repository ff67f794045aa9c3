import { setInterval } from 'node:timers/promises';
import { Random } from '../random.ts';
import { memoryOfWorker, sumOf } from '../worker-memory.ts';
import { lastOf, type Trouble } from './last.ts';
import { nextRequest, numberOf, type SoakRequest, send, signerOf } from './requests.ts';
import type { SoakWorld } from './world.ts';

export interface SoakOptions {
  readonly requests: number;
  readonly perSecond: number;
}

/** What a soak came to. */
export interface Soaked {
  readonly counts: Readonly<Record<string, number>>;
  /** What should not have been, in words. */
  readonly faults: readonly string[];
  /** Of the worker, in bytes, after a collection: at the start, at most, at the end. */
  readonly memory: readonly number[];
}

/** So many requests may be under way: where a machine is slow, the next waits. */
export const MOST = 40;

/** Has sites ask, while the worker ends, tokens end, nonces change and the line is cut by chance. */
export class Soak {
  readonly #world: SoakWorld;
  readonly #random: Random;
  readonly #counts = new Map<string, number>();
  readonly #faults: string[] = [];
  readonly #memory: number[] = [];
  readonly #sent = new Map<number, SoakRequest>();
  readonly #underWay = new Set<Promise<void>>();
  /** Requests that may have met a worker that ended, or a line that was cut. */
  readonly #troubled = new Set<number>();
  readonly #open = new Set<number>();
  readonly #troubles: Trouble[] = [];
  #isInTrouble = false;

  constructor(world: SoakWorld, seed: number) {
    this.#world = world;
    this.#random = new Random(seed);
  }

  async run({ requests, perSecond }: SoakOptions): Promise<Soaked> {
    await this.#lookAtMemory();
    let troubles: Promise<unknown> = Promise.resolve();
    let next = this.#random.below(perSecond);
    const ticks = setInterval(1000 / perSecond)[Symbol.asyncIterator]();
    while (this.#sent.size < requests) {
      await ticks.next();
      this.#start();
      if (this.#sent.size > next) {
        next += this.#random.below(3 * perSecond);
        troubles = troubles.then(() => this.#trouble());
      }
      if (this.#underWay.size >= MOST) await Promise.race(this.#underWay);
    }
    await ticks.return?.();
    await troubles;
    this.#world.line.isCut = false;
    await Promise.all(this.#underWay);
    await this.#lookAtMemory();
    await this.#lookAtSessions();
    this.#judgePods();
    return { counts: Object.fromEntries(this.#counts), faults: this.#faults, memory: this.#memory };
  }

  #count(what: string, times = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + times);
  }

  #start(): void {
    const request = nextRequest(this.#world, this.#sent.size, this.#random);
    this.#sent.set(request.number, request);
    this.#open.add(request.number);
    if (this.#world.line.isCut || this.#isInTrouble) this.#troubled.add(request.number);
    const done = send(request).then((end) => {
      this.#open.delete(request.number);
      this.#note(request, end);
    });
    this.#underWay.add(done);
    void done.finally(() => this.#underWay.delete(done));
  }

  #note({ number, cause, method, url }: SoakRequest, end: number | string): void {
    this.#count('sent');
    if (cause === null && end === 200) this.#count('answered 200');
    else if (cause !== null && end === 401) this.#count(`refused: ${cause}`);
    // A pod that cannot ask the profile's server, as the line is cut, says 500.
    else if ((typeof end === 'string' || end === 500) && this.#troubled.has(number))
      this.#count('failed: line cut or worker ended');
    else this.#faults.push(`${method} ${url} (${cause ?? 'granted'}) came to ${end}`);
  }

  /** What is under way as it begins, or is sent before it is over, may fail. */
  async #trouble(): Promise<void> {
    this.#isInTrouble = true;
    for (const one of this.#open) this.#troubled.add(one);
    await this.#makeTrouble();
    this.#isInTrouble = false;
  }

  async #makeTrouble(): Promise<void> {
    const { browser, line, people } = this.#world;
    const which = this.#random.below(10);
    if (line.isCut || which === 0) {
      line.isCut = !line.isCut;
      this.#noteTrouble(line.isCut ? 'the line is cut' : 'the line is back');
      if (line.isCut) this.#count('offline spells');
    } else if (which < 6) {
      await browser.killWorker();
      this.#noteTrouble('the worker has ended');
      this.#count('workers ended');
    } else if (which < 9) {
      this.#random.of(people).servers.pod.guard.rotateNonce();
      this.#count('nonces changed');
    } else await this.#lookAtMemory();
  }

  #noteTrouble(what: string): void {
    this.#troubles.push({ at: Date.now(), what });
  }

  async #lookAtMemory(): Promise<void> {
    await this.#world.browser.worker();
    this.#memory.push(sumOf(await (await memoryOfWorker(this.#world.browser, { isCollected: true }))()));
  }

  async #lookAtSessions(): Promise<void> {
    const { popup, people } = this.#world;
    for (const { servers } of people) {
      const renewals = servers.issuer.seenAt('/token').filter(({ status }) => status === 200).length - 1;
      this.#count('tokens renewed', renewals);
    }
    const kept = await popup.getByText('Signed in', { exact: true }).count();
    this.#count('sessions lost', people.length - kept);
    if (kept === people.length) return;
    for (const { person, servers } of people) {
      this.#faults.push(`${person.name}’s issuer:`, ...lastOf(servers.issuer.seen, this.#troubles));
    }
  }

  /** The pods' own logs say who signed. */
  #judgePods(): void {
    this.#count('signed under the wrong identity', 0);
    for (const { servers } of this.#world.people) {
      for (const seen of servers.pod.seen) {
        const signer = signerOf(seen);
        const request = this.#sent.get(numberOf(seen));
        if (signer === null || request === undefined) continue;
        this.#count('signed requests at pods');
        const expected = request.cause === null ? request.by.as?.person.webId : undefined;
        if (signer !== expected) this.#count('signed under the wrong identity');
      }
    }
  }
}
