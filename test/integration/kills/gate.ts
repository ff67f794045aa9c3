/**
 * What stands between a worker and the world outside: storage, database, network, browser. Each crossing that changes
 * something out there is two points, one before and one after it, and the worker can be ended at any of them.
 */
export class Gate {
  #isOver = false;
  #left = Number.POSITIVE_INFINITY;
  #onEnd: (point: string) => void = () => undefined;

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Ends the worker at the nth point from now on; resolves with that point's name once it has come to it. */
  endAt(nth: number): Promise<string> {
    this.#left = nth;
    return new Promise((resolve) => {
      this.#onEnd = resolve;
    });
  }

  /** Ends the worker between two points. */
  end(): void {
    this.#isOver = true;
  }

  /** The worker has come to a point; whether it is over there. */
  reaches(point: string): boolean {
    if (this.#isOver) return true;
    this.#left -= 1;
    if (this.#left > 0) return false;
    this.#isOver = true;
    this.#onEnd(point);
    return true;
  }

  /** Does what changes something outside. A worker that is over by then does nothing, or hears no answer. */
  async pass<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    if (this.reaches(`before ${name}`)) return await never();
    const [answer] = await Promise.allSettled([work()]);
    if (this.reaches(`after ${name}`)) return await never();
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }

  /** Asks for what changes nothing outside: ending there is as ending at the point before. */
  async look<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#isOver ? await never() : await work();
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
