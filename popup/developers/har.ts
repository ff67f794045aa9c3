import type { Activity } from '../../src/domain/activity.ts';
import type { NameOf } from '../../src/ui/twin.ts';

/** Nobody knows it here (HAR 1.2: -1 where a size is not available). */
const UNKNOWN = -1;
const NOTHING = { cookies: [], headers: [], headersSize: UNKNOWN, bodySize: UNKNOWN };

/**
 * Signed requests as an HTTP Archive, for the tools that read one (http://www.softwareishard.com/blog/har-12-spec/).
 * It has neither headers nor bodies; what only Latchkey knows stands under `_latchkey`.
 */
export function harOf(entries: readonly Activity[], nameOf: NameOf, version: string): string {
  const creator = { name: 'Latchkey', version };
  const oldestFirst = entries.toReversed().map((entry) => entryOf(entry, nameOf));
  return `${JSON.stringify({ log: { version: '1.2', creator, entries: oldestFirst } }, null, 2)}\n`;
}

function entryOf(entry: Activity, nameOf: NameOf) {
  const { at, method, url, status, took, kind, site, identity, mode, grant, retries } = entry;
  const blocked = took.wait + took.sign;
  return {
    startedDateTime: new Date(at).toISOString(),
    time: blocked + took.network,
    request: { method, url, httpVersion: '', queryString: queryOf(url), ...NOTHING },
    response: {
      status: status ?? 0,
      statusText: '',
      httpVersion: '',
      content: { size: UNKNOWN, mimeType: '' },
      redirectURL: '',
      ...NOTHING,
    },
    cache: {},
    timings: { blocked, send: 0, wait: took.network, receive: 0 },
    _latchkey: { kind, site, identity: { id: identity, name: nameOf(identity) }, mode, grant, retries, took },
  };
}

function queryOf(url: string): readonly { readonly name: string; readonly value: string }[] {
  return [...(URL.parse(url)?.searchParams ?? [])].map(([name, value]) => ({ name, value }));
}
