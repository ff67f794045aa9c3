import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  /** In milliseconds. */
  readonly ends: number;
}

/**
 * All that an issuer keeps, in memory: a map for each of oidc-provider's models. What has ended is kept a minute
 * longer, as the library itself tells an ended token from an unknown one.
 */
export class IssuerStore {
  readonly #models = new Map<string, Map<string, Entry>>();

  /** Forgets everything of some models. */
  forget(...models: readonly string[]): void {
    for (const model of models) this.#model(model).clear();
  }

  /** How oidc-provider gets at one of its models. */
  readonly adapter = (model: string): Adapter => {
    const entries = this.#model(model);
    const find = (matches: (payload: AdapterPayload) => boolean) =>
      Promise.resolve([...entries.values()].map(({ payload }) => payload).find(matches));
    return {
      find: (id) => Promise.resolve(living(entries.get(id))),
      findByUid: (uid) => find((payload) => payload.uid === uid),
      findByUserCode: (code) => find((payload) => payload.userCode === code),
      upsert: (id, payload, expiresIn = Number.POSITIVE_INFINITY) => {
        entries.set(id, { payload, ends: Date.now() + (expiresIn + 60) * 1000 });
        return Promise.resolve();
      },
      consume: (id) => {
        const entry = entries.get(id);
        const consumed = Math.floor(Date.now() / 1000);
        if (entry !== undefined) entries.set(id, { ...entry, payload: { ...entry.payload, consumed } });
        return Promise.resolve();
      },
      destroy: (id) => {
        entries.delete(id);
        return Promise.resolve();
      },
      revokeByGrantId: (grant) => {
        for (const [id, { payload }] of entries) if (payload.grantId === grant) entries.delete(id);
        return Promise.resolve();
      },
    };
  };

  #model(name: string): Map<string, Entry> {
    const known = this.#models.get(name);
    if (known !== undefined) return known;
    const entries = new Map<string, Entry>();
    this.#models.set(name, entries);
    return entries;
  }
}

function living(entry: Entry | undefined): AdapterPayload | undefined {
  return entry !== undefined && entry.ends > Date.now() ? entry.payload : undefined;
}
