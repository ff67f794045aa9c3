import type { Activity, Retry, Took } from '../domain/activity.ts';
import type { Grant } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import { modeNeeded, type RefusedRequest } from './policy.ts';

/** The longest address that is kept, in characters. */
const MAX_URL = 2000;

type Facts = { -readonly [Key in keyof Omit<Activity, 'id' | 'identity'>]: Activity[Key] };

/** Follows one request on its way: what its time went to, and what became of it. */
export class Trace {
  /** Counts it among all; null until it is recorded. */
  id: number | null = null;
  /** Null until it is signed. */
  identity: IdentityId | null = null;
  readonly facts: Facts;
  #since = 0;
  readonly #took = { wait: 0, sign: 0, network: 0 };
  readonly #retries: Retry[] = [];

  constructor(request: Pick<RefusedRequest, 'kind' | 'method' | 'url' | 'site' | 'patch'>) {
    const { kind, method, url, site } = request;
    this.facts = {
      at: 0,
      method,
      url: (url.origin + url.pathname + url.search).slice(0, MAX_URL),
      kind,
      site: kind === 'navigation' ? null : site,
      mode: modeNeeded(request),
      grant: null,
      status: null,
      took: this.#took,
      retries: this.#retries,
    };
    this.begin();
  }

  /** Its time counts from now on. */
  begin(): void {
    this.facts.at = Date.now();
    this.#since = performance.now();
  }

  /** Counts the time since the last such call for a part of it. */
  lap(part: keyof Took): void {
    const now = performance.now();
    this.#took[part] += now - this.#since;
    this.#since = now;
  }

  signed(identity: IdentityId, grant: Grant | undefined): void {
    this.identity = identity;
    this.facts.status = null;
    if (grant !== undefined) this.facts.grant ??= { storage: grant.storage, until: grant.lifetime.until };
  }

  /** @param status null where nothing came back */
  answered(status: number | null): void {
    this.lap('network');
    this.facts.status = status;
  }

  /** It is signed once more. */
  again(why: Retry): void {
    this.#retries.push(why);
  }
}
