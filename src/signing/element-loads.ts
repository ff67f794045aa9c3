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
  readonly onLeft: (signed: SignedRequest) => void;
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
  #waiting: SignedRequest[] = [];
  #isBusy = false;

  constructor(rules: ArmedRules, ports: ElementPorts) {
    this.#rules = rules;
    this.#ports = ports;
  }

  add(signed: SignedRequest): void {
    if (this.#waiting.length >= MOST) this.#ports.onLeft(signed);
    else this.#waiting.push(signed);
    void this.proceed();
  }

  /** To be called when there may be room again. */
  async proceed(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (;;) {
        const next = this.#waiting.splice(0, this.#rules.room).filter(this.#ports.isCurrent);
        if (next.length === 0) break;
        await this.#load(next);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #load(loads: readonly SignedRequest[]): Promise<void> {
    const armed = await this.#rules.arm(loads);
    const documents = new Map<string, SignedRequest[]>();
    for (const signed of loads) {
      const { documentId } = signed.request;
      if (!armed.has(signed)) this.#ports.onLeft(signed);
      else if (documentId !== null) {
        documents.set(documentId, [...(documents.get(documentId) ?? []), signed]);
      }
    }
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

/** A script would run twice, a frame or a film begin twice, if the page is only slow. */
function isRepeatable({ kind }: RefusedRequest): boolean {
  return kind === 'image' || kind === 'stylesheet' || kind === 'font';
}
