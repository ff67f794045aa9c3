import type { ServerResponse } from 'node:http';

/**
 * Runs in a child before its own code: its clock goes by as many seconds as its standard input says last, for its
 * `Date` headers, too, which Node.js would take from the system.
 */
function shiftClock({ prototype: response }: { prototype: ServerResponse }): void {
  let ahead = 0;
  process.stdin.on('data', (text) => {
    ahead = Number(String(text).trim().split('\n').at(-1)) * 1000;
  });
  const RealDate = Date;
  const realNow = RealDate.now.bind(RealDate);
  const now = () => realNow() + ahead;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parts: unknown[], newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget) as Date,
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
  });
  const writeHead = Reflect.get(response, 'writeHead') as (...head: unknown[]) => ServerResponse;
  response.writeHead = function (this: ServerResponse, ...head: unknown[]) {
    this.setHeader('Date', new Date().toUTCString());
    return Reflect.apply(writeHead, this, head);
  };
}

/** A module that makes a child's clock one that can be set. */
export const SETTABLE_CLOCK = `data:text/javascript,${encodeURIComponent(
  `import { ServerResponse } from 'node:http'; (${shiftClock.toString()})(ServerResponse);`,
)}`;
