import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Comparison, openComparison } from '../world/comparison.ts';
import { ABORTING, FAILING, REFUSALS } from '../world/xhr-ending.ts';
import { TOOLS, type XhrAct } from '../world/xhr-observed.ts';
import { READING, REDIRECTS, STATUSES, TYPES } from '../world/xhr-receiving.ts';
import { HEADERS, METHODS, OPENING, SENDING } from '../world/xhr-sending.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let comparison: Comparison;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  comparison = await openComparison(scene.browser);
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
  await comparison[Symbol.asyncDispose]();
});

for (const [what, acts] of Object.entries({
  METHODS,
  SENDING,
  HEADERS,
  OPENING,
  STATUSES,
  REDIRECTS,
  TYPES,
  READING,
  ABORTING,
  FAILING,
  REFUSALS,
})) {
  describe(`${what}: an XMLHttpRequest does under a grant as the native one does`, () => {
    for (const [name, act] of Object.entries(acts)) {
      test(name, async () => {
        const own = await by('frame', act);
        expect(shownIn(await by('tab', act), own)).toEqual(own);
      });
    }
  });
}

/** Where it differs, and why: whatever else differed would fail above; that these do differ is tested, too. */
const DIFFERENCES: readonly (readonly [reason: string, act: XhrAct, page: unknown, own: unknown])[] = [
  [
    'CORS hides headers that a pod does not expose; the worker is not held by CORS',
    `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', pod + 'headers/');
      return sent(xhr).then(() => xhr.getResponseHeader('x-hidden'));
    }`,
    'three',
    null,
  ],
  [
    'Only the browser can make events that are trusted',
    `(pod) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', pod + 'range/');
      xhr.send();
      return new Promise((resolve) => { xhr.onload = ({ isTrusted }) => resolve(isTrusted); });
    }`,
    false,
    true,
  ],
  [
    'A listener’s promises go on after the last event: between two, only the browser lets them',
    `(pod) => {
      const xhr = new XMLHttpRequest();
      const seen = [];
      xhr.open('GET', pod + 'range/');
      xhr.send();
      return new Promise((resolve) => {
        xhr.onload = () => Promise.resolve().then(() => resolve(seen.join()));
        xhr.onloadend = () => seen.push('loadend');
      });
    }`,
    'loadend',
    '',
  ],
  [
    'A document is made by DOMParser, so its address is the page’s',
    `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', pod + 'typed/xml');
      return sent(xhr).then(() => xhr.responseXML.URL.startsWith(pod));
    }`,
    false,
    true,
  ],
  [
    'JSON is made once, as the standard says; Chromium makes it each time',
    `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.responseType = 'json';
      xhr.open('GET', pod + 'echo/');
      return sent(xhr).then(() => xhr.response === xhr.response);
    }`,
    true,
    false,
  ],
  ...[
    ['status/200', `''`, 'no bytes'],
    ['redirect/303?to=/echo/there', `'text'`, 'a body that a redirect takes away'],
  ].map(
    ([path, body, what]) =>
      [
        `The upload of ${what} is told to its end, as the standard says; Chromium leaves it open`,
        `(pod, { sent }) => {
          const xhr = new XMLHttpRequest();
          xhr.open('POST', pod + '${path}');
          return sent(xhr, ${body}).then(({ log }) => log.filter((line) => line.startsWith('upload')).length);
        }`,
        4,
        1,
      ] as const,
  ),
  [
    'A redirect to another origin is an error: nothing that was signed for one goes to another',
    `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', pod + 'redirect/302?to=' + pod.replace('127.0.0.1', 'localhost').replace('localhost', 'other.localhost') + 'status/200');
      return sent(xhr).then(() => xhr.status);
    }`,
    0,
    200,
  ],
];

describe('Where it differs', () => {
  for (const [reason, act, page, own] of DIFFERENCES) {
    test(reason, async () => {
      expect([await by('tab', act), await by('frame', act)]).toEqual([page, own]);
    });
  }
});

async function by(where: 'tab' | 'frame', act: XhrAct): Promise<unknown> {
  const { pod } = comparison;
  return comparison[where].evaluate<unknown>(`(${String(act)})(${JSON.stringify(pod.url)}, ${TOOLS()})`);
}

/** What is seen, but for headers that CORS hides. */
function shownIn(seen: unknown, own: unknown): unknown {
  if (Array.isArray(seen) && Array.isArray(own)) return seen.map((one, index) => shownIn(one, own[index]));
  if (!hasHeaders(seen) || !hasHeaders(own)) return seen;
  return { ...seen, headers: seen.headers.filter((line) => own.headers.includes(line)) };
}

function hasHeaders(value: unknown): value is { headers: readonly string[] } {
  return typeof value === 'object' && value !== null && 'headers' in value;
}
