import { BrowserEvent } from './browser-event.ts';

/** What an organisation has set for the extension: read-only to it, and told when it changes. */
export class ManagedArea {
  readonly onChanged = new BrowserEvent<[]>();
  #policy: Readonly<Record<string, unknown>> = {};

  get(): Promise<Readonly<Record<string, unknown>>> {
    return Promise.resolve(this.#policy);
  }

  /** The organisation sets another policy. */
  set(policy: Readonly<Record<string, unknown>>): void {
    if (this.#policy === policy) return;
    this.#policy = policy;
    this.onChanged.fire();
  }
}
