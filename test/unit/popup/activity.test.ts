import { describe, expect, it } from 'vitest';
import {
  durationText,
  foundIn,
  grantWords,
  isRefused,
  statusText,
} from '../../../popup/developers/activity-text.ts';
import { harOf } from '../../../popup/developers/har.ts';
import type { Activity } from '../../../src/domain/activity.ts';
import { ANY_POD } from '../../../src/domain/grant.ts';
import { Trace } from '../../../src/signing/trace.ts';
import { ALICE, APP, BOB, POD } from '../../fakes/people.ts';

const nameOf = (id: string) => (id === ALICE ? 'Alice Liddell' : 'Bob Dodgson');

function entryOf(id: number, change: Partial<Activity> = {}): Activity {
  return {
    ...{ id, at: Date.UTC(2026, 10, 22, 12), method: 'GET', url: `${POD}notes?a=b&a=c`, kind: 'fetch' },
    ...{ site: APP, identity: ALICE, mode: 'read', grant: { storage: POD, until: 'sign-out' }, status: 200 },
    ...{ took: { wait: 1, sign: 2, network: 30 }, retries: ['nonce'] },
    ...change,
  };
}

describe('of the requests, a search finds', () => {
  const entries = [
    entryOf(3, { identity: BOB, url: `${POD}picture.png` }),
    entryOf(2, { method: 'PUT', status: 403 }),
    entryOf(1, { site: null, status: null }),
  ];

  it.each([
    ['', [3, 2, 1]],
    ['PICTURE', [3]],
    ['dodgson', [3]],
    ['403', [2]],
    ['put app.example', [2]],
    ['failed', [1]],
    ['opened by you', [1]],
    ['alice nobody', []],
  ])('by “%s” %j', (search, ids) => {
    expect(foundIn(entries, search, nameOf).map(({ id }) => id)).toEqual(ids);
  });
});

describe('a request in words', () => {
  it('is refused where nobody is let in, or nothing came back', () => {
    const refused = [200, 304, 401, 403, 404, 500, null].filter((status) =>
      isRefused(entryOf(0, { status })),
    );
    expect(refused).toEqual([401, 403, null]);
    expect(statusText(entryOf(0, { status: null }))).toBe('failed');
  });

  it('says what allowed it', () => {
    expect(grantWords(entryOf(0))).toBe(`until sign-out, in ${POD}`);
    expect(grantWords(entryOf(0, { grant: { storage: ANY_POD, until: 'document' } }))).toBe(
      'this page only, in any pod',
    );
    expect(grantWords(entryOf(0, { grant: null }))).toContain('None needed');
  });

  it('says how long it took', () => {
    expect([0.4, 41.6, 999, 1840].map(durationText)).toEqual(['0 ms', '42 ms', '999 ms', '1.8 s']);
  });
});

describe('the archive', () => {
  const archive = harOf([entryOf(2, { status: null }), entryOf(1)], nameOf, '0.1.0');
  const { log } = JSON.parse(archive) as { log: { entries: object[] } };

  it('is an HTTP Archive, the oldest request first, with what only Latchkey knows', () => {
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'Latchkey', version: '0.1.0' } });
    expect(log.entries[0]).toEqual({
      startedDateTime: '2026-11-22T12:00:00.000Z',
      time: 33,
      request: {
        method: 'GET',
        url: `${POD}notes?a=b&a=c`,
        httpVersion: '',
        queryString: [
          { name: 'a', value: 'b' },
          { name: 'a', value: 'c' },
        ],
        ...{ cookies: [], headers: [], headersSize: -1, bodySize: -1 },
      },
      response: {
        ...{ status: 200, statusText: '', httpVersion: '', redirectURL: '' },
        content: { size: -1, mimeType: '' },
        ...{ cookies: [], headers: [], headersSize: -1, bodySize: -1 },
      },
      cache: {},
      timings: { blocked: 3, send: 0, wait: 30, receive: 0 },
      _latchkey: {
        kind: 'fetch',
        site: APP,
        identity: { id: ALICE, name: 'Alice Liddell' },
        mode: 'read',
        grant: { storage: POD, until: 'sign-out' },
        retries: ['nonce'],
        took: { wait: 1, sign: 2, network: 30 },
      },
    });
  });

  it('says of a request that nothing came back to that it has no status', () => {
    expect(log.entries[1]).toMatchObject({ response: { status: 0 } });
  });

  it('has nothing of an address that could be a secret', () => {
    const url = new URL('https://user:secret@pod.example/alice/notes#access_token=eyJ');
    const { facts } = new Trace({ kind: 'fetch', method: 'GET', url, site: APP });
    expect(harOf([{ id: 1, identity: ALICE, ...facts }], nameOf, '0.1.0')).not.toMatch(/user|secret|eyJ/);
  });
});
