/** Things that happen once for each key, whether they are awaited before or after. */
export class Happenings<Value> {
  readonly #all = new Map<string, { promise: Promise<Value>; resolve: (value: Value) => void }>();

  of(key: string): Promise<Value> {
    return this.#one(key).promise;
  }

  has(key: string, value: Value): void {
    this.#one(key).resolve(value);
  }

  #one(key: string) {
    const known = this.#all.get(key);
    if (known !== undefined) return known;
    let resolve: (value: Value) => void = () => undefined;
    const promise = new Promise<Value>((done) => (resolve = done));
    const made = { promise, resolve };
    this.#all.set(key, made);
    return made;
  }
}
