/** A JSON object that somebody else wrote, however broken: a member that is not what is asked for counts as absent. */
export class Members {
  readonly #members: ReadonlyMap<string, unknown>;

  /** Anything but an object has no members. */
  constructor(json: unknown) {
    this.#members = new Map<string, unknown>(isJsonObject(json) ? Object.entries(json) : []);
  }

  /** Whether a member is there at all, whatever it holds. */
  has(name: string): boolean {
    return this.#members.has(name);
  }

  value(name: string): unknown {
    return this.#members.get(name);
  }

  text(name: string): string | null {
    const value = this.value(name);
    return typeof value === 'string' && value !== '' ? value : null;
  }

  list(name: string): readonly string[] | null {
    const value = this.value(name);
    return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : null;
  }

  /** The truth of a member; null where it is absent or neither true nor false. */
  flag(name: string): boolean | null {
    const value = this.value(name);
    return typeof value === 'boolean' ? value : null;
  }

  /** Whether a list names something; an absent list names nothing. */
  names(name: string, entry: string): boolean {
    return this.list(name)?.includes(entry) === true;
  }

  /** Whether a list is stated without something; an absent list leaves nothing out. */
  leavesOut(name: string, entry: string): boolean {
    return this.list(name)?.includes(entry) === false;
  }
}

export function isJsonObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
