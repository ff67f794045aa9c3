import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Happenings } from './happenings.ts';
import type { Listener } from './listener.ts';
import type { People } from './people.ts';
import {
  answerTo,
  EVERYWHERE,
  type PodAnswer,
  type PodRequest,
  page,
  preflightAnswer,
} from './pod-answers.ts';
import { PodGuard } from './pod-guard.ts';
import { Refusal } from './pod-refusal.ts';
import { furnish, PodResources } from './pod-resources.ts';

/** A request at a pod, and what became of it. */
export interface SeenByPod extends PodRequest {
  readonly status: number;
  /** Why it was refused; `null` where it was let in. */
  readonly reason: string | null;
}

export interface PodOptions {
  /** Whether each proof must hold a nonce of the pod's. */
  readonly nonces: boolean;
  /** By how many seconds its clock is fast. */
  readonly clockSkew: number;
  /** What a refusal offers before its challenge for DPoP, ending in `, `. */
  readonly otherChallenges: string;
}

const STRICTEST: PodOptions = { nonces: true, clockSkew: 0, otherChallenges: '' };

/**
 * The pods of Alice and Bob at a server that checks whatever a server can check. Each of them may do everything in
 * her own folder; everybody may read what is in its `public/`.
 */
export class StrictPod {
  /** With the final slash. */
  readonly url: string;
  /** All requests that it answered, in order. */
  readonly seen: SeenByPod[] = [];
  readonly guard: PodGuard;
  /** By how many seconds its clock is fast, for its `Date` as for what it checks. */
  clockSkew: number;
  readonly #resources = new PodResources();
  readonly #people: People;
  readonly #otherChallenges: string;
  /** The paths of requests that wait until they are let. */
  readonly #held = new Set<string>();
  readonly #asked = new Happenings<void>();
  readonly #let = new Happenings<void>();

  /** @param issuer the one issuer that it believes */
  constructor(listener: Listener, issuer: string, people: People, options: Partial<PodOptions> = {}) {
    const { nonces, clockSkew, otherChallenges } = { ...STRICTEST, ...options };
    this.url = `${listener.origin}/`;
    this.clockSkew = clockSkew;
    this.guard = new PodGuard(issuer, nonces, () => this.#now() / 1000);
    this.#people = people;
    this.#otherChallenges = otherChallenges;
    for (const person of [people.alice, people.bob]) furnish(this.#resources, person);
    listener.answer((request, response) => this.#respond(request, response));
  }

  /** The requests that it answered at a path. */
  seenAt(path: string): readonly SeenByPod[] {
    return this.seen.filter((request) => request.path === path);
  }

  /** Has requests at a path wait: `asked` resolves once one is there, and `answer` lets them go on. */
  hold(path: string): { readonly asked: Promise<void>; readonly answer: () => void } {
    this.#held.add(path);
    return { asked: this.#asked.of(path), answer: () => this.#let.has(path, undefined) };
  }

  async #respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, body: await buffer(incoming) };
    if (this.#held.has(path)) {
      this.#asked.has(path, undefined);
      await this.#let.of(path);
    }
    const [answer, reason] = await this.#answer(request);
    this.seen.push({ ...request, status: answer.status, reason });
    const date = new Date(this.#now()).toUTCString();
    // Every resource has rules of its own, which its owner alone may see.
    const link = path.endsWith('.acl') ? {} : { link: `<${path.split('?')[0]}.acl>; rel="acl"` };
    response.writeHead(answer.status, { ...EVERYWHERE, date, ...link, ...answer.headers });
    response.end(method === 'HEAD' ? undefined : answer.body);
  }

  async #answer(request: PodRequest): Promise<[PodAnswer, reason: string | null]> {
    if (request.method === 'OPTIONS') return [preflightAnswer(request), null];
    try {
      const path = pathOf(request);
      await this.#letIn(request, path);
      const nonce = this.guard.takeAnnounced();
      const { headers, ...answer } = answerTo(request, path, this.#resources);
      return [{ ...answer, headers: { ...headers, ...(nonce !== null && { 'dpop-nonce': nonce }) } }, null];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [this.#refuse(error), error.message];
    }
  }

  async #letIn(request: PodRequest, path: string): Promise<void> {
    const url = new URL(this.url).origin + path;
    const agent = await this.guard.agentOf({ method: request.method, url }, request.headers);
    const { alice, bob } = this.#people;
    const owner = [alice, bob].find(({ pod }) => url.startsWith(pod));
    const isPublic = owner !== undefined && url.startsWith(`${owner.pod}public/`) && !path.endsWith('.acl');
    if (isPublic && (request.method === 'GET' || request.method === 'HEAD')) return;
    if (agent === null) throw new Refusal(401, null, 'nobody is signed in');
    if (agent !== owner?.webId) throw new Refusal(403, null, `this is not for ${agent}`);
  }

  #refuse({ status, code, message }: Refusal): PodAnswer {
    if (status !== 401) return page(status, message);
    const error =
      code === null ? '' : `, error="${code}", error_description="${message.replaceAll('"', "'")}"`;
    return page(status, message, {
      'www-authenticate': `${this.#otherChallenges}DPoP algs="ES256"${error}`,
      ...(code === 'use_dpop_nonce' && { 'dpop-nonce': this.guard.nonce }),
    });
  }

  #now(): number {
    return Date.now() + this.clockSkew * 1000;
  }
}

/** The path of a request without its query, as it was sent. One that a URL parser would change is nobody's. */
function pathOf({ path: target }: PodRequest): string {
  const [path = ''] = target.split('?');
  if (URL.parse(`http://localhost${path}`)?.pathname !== path) {
    throw new Refusal(400, null, 'the path is not in its normal form');
  }
  return path;
}
