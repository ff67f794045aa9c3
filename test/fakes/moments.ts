import { vi } from 'vitest';
import type { FakeIssuer } from './issuer.ts';
import { endWorker, watchSending } from './worker.ts';

/** Lets the worker end at a moment of what it is about to do; calls back when it has. */
export type Moment = (issuer: FakeIssuer, dead: () => void) => void;

/** As a request is about to leave. */
export function beforeSending(path: string): Moment {
  return (issuer, dead) =>
    watchSending((url) => {
      if (url.split('?')[0] === `${issuer.url}${path}`) end(dead);
    });
}

/** The issuer has done what it was asked for, and its answer is on the way. */
export function afterSending(path: string): Moment {
  return (issuer, dead) => {
    issuer.lies = {
      answer: (asked) => {
        if (asked !== `/${path}`) return;
        issuer.lies = {};
        end(dead);
      },
    };
  };
}

/** The answer has come, and the identity is about to be written. */
export const beforeCommit: Moment = (issuer, dead) => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on its own store below
  const put = IDBObjectStore.prototype.put;
  const asked = issuer.seenAt('/token').length;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, row: unknown) {
    const hasAnswer = issuer.seenAt('/token').length > asked;
    if (this.name !== 'identities' || !hasAnswer) return put.call(this, row);
    vi.restoreAllMocks();
    end(dead);
    // A transaction that its worker does not live to end writes nothing, and nobody hears of it.
    return {} as IDBRequest<IDBValidKey>;
  });
};

function end(dead: () => void): void {
  endWorker();
  dead();
}
