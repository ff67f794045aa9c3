type Work<Result> = () => Result | Promise<Result>;

/** Exclusive Web Locks (https://w3c.github.io/web-locks), which Node has not: one holder of a name, in order. */
export class Locks {
  readonly #queues = new Map<string, Promise<unknown>>();

  async request<Result>(name: string, work: Work<Result>): Promise<Result> {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const held = before.then(work);
    // Whoever waits does so for the end of the lock, not for its success.
    const over = held.catch(() => undefined);
    this.#queues.set(name, over);
    await over;
    if (this.#queues.get(name) === over) this.#queues.delete(name);
    return await held;
  }
}
