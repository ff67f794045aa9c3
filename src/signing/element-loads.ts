import type { ElementLoad } from '../domain/element.ts';
import type { ArmedRules, SignedRequest } from './chromium-rules.ts';
import type { RefusedRequest } from './policy.ts';
import type { Place } from './signing.ts';

interface ElementPorts {
  /** Has a document load elements again. @throws where the document is gone */
  readonly reload: (place: Place, loads: readonly ElementLoad[]) => Promise<void>;
  /** Whether what was signed may still be sent. */
  readonly isCurrent: (signed: SignedRequest) => boolean;
  /** Called for what the browser cannot be made to sign. */
  readonly onLeft: (request: RefusedRequest) => void;
  /** Whether a document has loaded, so that it can be asked to load elements again. @throws where it is gone */
  readonly hasLoaded: (place: Place) => Promise<boolean>;
}

/** A load that may be signed, once its turn has come: servers take a proof for some seconds only. */
interface Waiting {
  readonly request: RefusedRequest;
  readonly sign: () => Promise<SignedRequest | null>;
}

/** So many wait for a rule, at most: more than any page has, but not more than a page could make up. */
const MOST = 5000;
/** Milliseconds after which a page is told once more of what it has not asked for yet. */
const REMINDERS: readonly number[] = [1000, 4000, 10_000];

/**
 * Elements that are to be loaded again, signed. What comes while the browser is busy with some goes together in the
 * next step; what there is no room for waits until rules have served.
 */
export class ElementLoads {
  readonly #rules: ArmedRules;
  readonly #ports: ElementPorts;
  #waiting: Waiting[] = [];
  /** What waits for its page to have loaded, by tab. */
  readonly #loading = new Map<number, Waiting[]>();
  #isBusy = false;

  constructor(rules: ArmedRules, ports: ElementPorts) {
    this.#rules = rules;
    this.#ports = ports;
  }

  add(request: RefusedRequest, sign: Waiting['sign']): void {
    if (this.#waiting.length >= MOST) this.#ports.onLeft(request);
    else this.#waiting.push({ request, sign });
    void this.proceed();
  }

  /** To be called when a tab's page has loaded. */
  onLoaded(tabId: number): void {
    const ready = this.#loading.get(tabId) ?? [];
    this.#loading.delete(tabId);
    this.#waiting.push(...ready);
    void this.proceed();
  }

  /** To be called when there may be room again. */
  async proceed(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (;;) {
        const taken = this.#take();
        if (taken.length === 0) break;
        const next = await this.#ready(taken);
        const signed = await Promise.all(next.map(({ sign }) => sign()));
        await this.#load(signed.filter((one) => one !== null).filter(this.#ports.isCurrent));
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /** What there is room for. */
  #take(): readonly Waiting[] {
    const next: Waiting[] = [];
    const left: Waiting[] = [];
    const rooms = new Map<number, number>();
    for (const one of this.#waiting) {
      const { tabId } = one.request;
      const room = rooms.get(tabId) ?? this.#rules.roomIn(tabId);
      const hasRoom = room > 0 && next.length < this.#rules.room;
      rooms.set(tabId, hasRoom ? room - 1 : room);
      (hasRoom ? next : left).push(one);
    }
    this.#waiting = left;
    return next;
  }

  /** Those whose page has loaded; the others wait for that. Of frames nobody tells when: they wait in the page. */
  async #ready(loads: readonly Waiting[]): Promise<readonly Waiting[]> {
    const ofFrames = loads.filter(({ request }) => !request.isTopFrame);
    const documents = byDocument(loads.filter(({ request }) => request.isTopFrame));
    const ready = await Promise.all(
      [...documents].map(async ([documentId, group]) => {
        const [first] = group;
        if (first === undefined) return [];
        const { tabId } = first.request;
        const others = this.#loading.get(tabId) ?? [];
        // Before it is asked: it may have loaded by the answer.
        this.#loading.set(tabId, [...others, ...group]);
        const hasLoaded = await this.#ports.hasLoaded({ tabId, documentId }).catch(() => null);
        if (hasLoaded === false) return [];
        const waiting = this.#loading.get(tabId) ?? [];
        const own = waiting.filter((one) => group.includes(one));
        this.#loading.set(
          tabId,
          waiting.filter((one) => !group.includes(one)),
        );
        return hasLoaded === null ? [] : own;
      }),
    );
    return [...ofFrames, ...ready.flat()];
  }

  async #load(loads: readonly SignedRequest[]): Promise<void> {
    const armed = await this.#rules.arm(loads);
    for (const { request } of loads.filter((signed) => !armed.has(signed))) this.#ports.onLeft(request);
    const documents = byDocument(loads.filter((signed) => armed.has(signed)));
    for (const [documentId, group] of documents) void this.#loadIn(documentId, group, armed);
  }

  async #loadIn(
    documentId: string,
    group: readonly SignedRequest[],
    armed: ReadonlyMap<SignedRequest, number>,
    [pause, ...pauses] = REMINDERS,
  ): Promise<void> {
    const [first] = group;
    const isCurrent = group.every(this.#ports.isCurrent);
    const loads = group.flatMap(({ request: { kind, url } }) =>
      kind === 'navigation' || kind === 'fetch' ? [] : [{ kind, url: url.href }],
    );
    try {
      if (first === undefined || !isCurrent) throw new Error('Nobody may load it any more.');
      await this.#ports.reload({ tabId: first.request.tabId, documentId }, loads);
      // A page that has not finished with the refused load joins the new one to it, and then nothing leaves.
      if (pause === undefined) return;
      setTimeout(() => {
        const left = group.filter(
          (signed) => isRepeatable(signed.request) && this.#rules.isArmed(armed.get(signed)),
        );
        if (left.length > 0) void this.#loadIn(documentId, left, armed, pauses);
      }, pause);
    } catch {
      // The document is gone: nobody waits for the answer.
      await this.#rules.disarm(group.flatMap((signed) => armed.get(signed) ?? []));
    }
  }
}

function byDocument<Load extends Pick<Waiting, 'request'>>(loads: readonly Load[]): Map<string, Load[]> {
  const documents = new Map<string, Load[]>();
  for (const load of loads) {
    const { documentId } = load.request;
    if (documentId !== null) documents.set(documentId, [...(documents.get(documentId) ?? []), load]);
  }
  return documents;
}

/** A script would run twice, a frame or a film begin twice, if the page is only slow. */
function isRepeatable({ kind }: RefusedRequest): boolean {
  return kind === 'image' || kind === 'stylesheet' || kind === 'font';
}
