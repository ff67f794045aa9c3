/**
 * What stands between a worker and the world outside: storage, database, network, browser. Each crossing that changes
 * something out there is two points, one before and one after it, and the worker can be ended at any of them.
 */
export class Gate {
  #isOver = false;
  /** How often each crossing was come to. */
  readonly #visits = new Map<string, number>();
  #isWanted: (point: string) => boolean = () => false;
  #onEnd: (point: string) => void = () => undefined;

  get isOver(): boolean {
    return this.#isOver;
  }

  /**
   * Ends the worker at the first point from now on that is wanted; resolves with that point's name once it has come to it.
   * A crossing that is come to more than once is a point each time. What runs side by side may come to its points in
   * another order each time, so that a point is told by its name and not by how many were before it.
   */
  endAt(isWanted: (point: string) => boolean): Promise<string> {
    this.#visits.clear();
    this.#isWanted = isWanted;
    return new Promise((resolve) => {
      this.#onEnd = resolve;
    });
  }

  /** Ends the worker between two points. */
  end(): void {
    this.#isOver = true;
  }

  /** The worker has come to a point; whether it is over there. */
  reaches(crossing: string): boolean {
    if (this.#isOver) return true;
    const visits = (this.#visits.get(crossing) ?? 0) + 1;
    this.#visits.set(crossing, visits);
    const point = visits === 1 ? crossing : `${crossing}, time ${visits}`;
    if (!this.#isWanted(point)) return false;
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
