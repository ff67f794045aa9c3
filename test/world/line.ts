import type { Listener } from './listener.ts';

/** The line to some servers, which can be cut: nobody is answered then. */
export class Line {
  isCut = false;

  /** A listener at this end of the line. */
  before(listener: Listener): Listener {
    return {
      ...listener,
      answer: (handler) =>
        listener.answer((request, response) => {
          if (this.isCut) request.socket.destroy();
          else return handler(request, response);
          return undefined;
        }),
    };
  }
}
