import { isFirefox } from '../../src/domain/build.ts';
import type { Explanation, Question } from '../../src/domain/explanation.ts';
import type { Sources } from '../../src/inspect/explain/evidence.ts';
import { explain, type Following } from '../../src/inspect/explain/explain.ts';
import { call, readWholeView } from '../../src/messaging/client.ts';

/** Explains a request by what the worker and the browser say, and by requests of this page. */
export async function explainHere(question: Question, following: Following): Promise<Explanation> {
  const sources: Sources = {
    known: await readWholeView(),
    judge: ({ method, url, site, tabId }) => call('judge', { method, url: url.href, site, tabId }),
    inspect: (id) => call('inspect', { id }),
    sign: (id, url, { nonce, date }) =>
      call('sign', {
        ...{ id, method: 'GET', url: url.href, nonce },
        ...(date !== null && { date: new Date(date).toUTCString() }),
      }),
    closedOf: (urls) => call('closedOf', { urls: [...urls] }),
    isFirefox,
    origin: location.origin,
    now: Date.now,
  };
  return explain(question, sources, following);
}
