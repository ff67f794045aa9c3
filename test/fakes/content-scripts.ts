type Script = chrome.scripting.RegisteredContentScript;
interface Filter {
  readonly ids: readonly string[];
}

/** The registered content scripts of `chrome.scripting`, of which each id is registered once. */
export class ContentScripts {
  readonly registered = new Map<string, Script>();
  /** How often something was registered. */
  registrations = 0;

  readonly api = {
    getRegisteredContentScripts: ({ ids }: Filter) =>
      Promise.resolve([...this.registered.values()].filter(({ id }) => ids.includes(id))),
    registerContentScripts: (scripts: readonly Script[]) => {
      const twice = scripts.find(({ id }) => this.registered.has(id));
      if (twice !== undefined) return Promise.reject(new Error(`Duplicate script ID '${twice.id}'`));
      const patterns = scripts.flatMap(({ matches = [] }) => matches);
      if (!patterns.every((pattern) => /^https?:/.test(pattern)))
        return Promise.reject(new Error('Invalid scheme.'));
      for (const script of scripts) this.registered.set(script.id, script);
      this.registrations += 1;
      return Promise.resolve();
    },
    unregisterContentScripts: ({ ids }: Filter) => {
      for (const id of ids) this.registered.delete(id);
      return Promise.resolve();
    },
  };

  clear(): void {
    this.registered.clear();
    this.registrations = 0;
  }
}
