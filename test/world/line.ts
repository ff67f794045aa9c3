import type { Listener } from './listener.ts';

/** The line to some servers, which can be cut: nobody is answered then. */
export class Line {
  isCut = false;
  /** The paths that nobody was answered at, in order. */
  readonly lost: string[] = [];
  #cutting: string | null = null;

  /** Cuts it once somebody asks for a path, who is not answered either. */
  cutAt(path: string): void {
    this.#cutting = path;
  }

  /** A listener at this end of the line. */
  before(listener: Listener): Listener {
    return {
      ...listener,
      answer: (handler) =>
        listener.answer((request, response) => {
          const [path = ''] = (request.url ?? '').split('?');
          if (path === this.#cutting) [this.isCut, this.#cutting] = [true, null];
          if (!this.isCut) return handler(request, response);
          this.lost.push(path);
          request.socket.destroy();
          return undefined;
        }),
    };
  }
}
