import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Comparison, openComparison } from '../world/comparison.ts';
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

/** The same, done where the functions are the page's and where they are the browser's own. */
async function both(script: string): Promise<{ page: unknown; own: unknown }> {
  const [page, own] = await Promise.all(
    [comparison.tab, comparison.frame].map((where) => where.evaluate<unknown>(script)),
  );
  return { page, own };
}

const LOOK = `(what) => {
  const look = (value) => typeof value !== 'function' ? typeof value : {
    name: value.name,
    length: value.length,
    text: value.toString() + String(value) + \`\${value}\`,
    toText: value.toString.name + value.toString.length,
    keys: Reflect.ownKeys(value),
    own: JSON.stringify(Object.getOwnPropertyDescriptors(value)),
    prototype: 'prototype' in value,
    kind: Object.prototype.toString.call(value),
    isFunction: value instanceof Function && Object.getPrototypeOf(value) === Function.prototype,
    made: (() => { try { return String(new value('/')); } catch (error) { return error.name; } })(),
  };
  const { value, get, set, ...flags } = what;
  return { flags, value: look(value), get: look(get), set: look(set) };
}`;

describe('A function that Latchkey stands in for looks as the native one does', () => {
  test('fetch', async () => {
    const { page, own } = await both(`(${LOOK})(Object.getOwnPropertyDescriptor(window, 'fetch'))`);
    expect(page).toEqual(own);
    expect(JSON.stringify(own)).toContain('function fetch() { [native code] }');
  });

  const NAMES = [
    ...['open', 'send', 'abort', 'setRequestHeader', 'getResponseHeader', 'getAllResponseHeaders'],
    ...['overrideMimeType', 'readyState', 'status', 'statusText', 'response', 'responseText', 'responseXML'],
    ...['responseURL', 'responseType', 'timeout', 'withCredentials', 'upload', 'onload'],
  ];
  for (const name of NAMES) {
    test(`XMLHttpRequest.prototype.${name}`, async () => {
      const { page, own } = await both(
        `(${LOOK})(Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, '${name}') ?? {})`,
      );
      expect(page).toEqual(own);
    });
  }

  test('and so does everything about them', async () => {
    const { page, own } = await both(`[
      Reflect.ownKeys(XMLHttpRequest.prototype).map(String),
      Reflect.ownKeys(XMLHttpRequest).map(String),
      XMLHttpRequest.name, XMLHttpRequest.length, XMLHttpRequest.toString(),
      Object.keys(window).includes('fetch'),
      String(new XMLHttpRequest()), Reflect.ownKeys(new XMLHttpRequest()).length,
    ]`);
    expect(page).toEqual(own);
  });

  test('but for those who ask the text of another function’s text: of a proxy, it is always the same', async () => {
    const { page, own } = await both('Function.prototype.toString.call(fetch)');
    expect([page, own]).toEqual(['function () { [native code] }', 'function fetch() { [native code] }']);
  });
});

describe('fetch is called as the native one is', () => {
  const TELL = `(error) => [error.name, error.message]`;
  for (const call of [
    'fetch()',
    'fetch.call({}, "/")',
    'fetch.call(document, "/")',
    'fetch(Symbol())',
    'fetch({ toString() { throw new RangeError("mine"); } })',
    'fetch("/", { get method() { throw new RangeError("mine"); } })',
    'fetch("http://[")',
    'fetch(POD, { method: "TRACE" })',
    'fetch(POD, { mode: "navigate" })',
    'fetch(POD, { headers: 5 })',
    'fetch(POD, 5)',
    'fetch(POD, { body: "a" })',
    'fetch(POD, { signal: 5 })',
    'fetch(POD, { get body() { throw new RangeError("mine"); } })',
  ]) {
    test(call, async () => {
      const script = call.replace('POD', JSON.stringify(comparison.pod.url));
      const { page, own } = await both(`(async () => {
        let promise;
        try { promise = ${script}; } catch (error) { return ['thrown', error.name]; }
        return [promise instanceof Promise, await promise.then(() => 'answered', ${TELL})];
      })()`);
      expect(page).toEqual(own);
    });
  }

  test('with null and undefined for this, and with null for options', async () => {
    const url = JSON.stringify(`${comparison.pod.url}status/200`);
    const { page, own } = await both(`Promise.all([
      fetch.call(null, ${url}), (0, fetch)(${url}), fetch(${url}, null), fetch(${url}, undefined),
      fetch.call(window, ${url}), self.fetch(${url}), fetch.apply(undefined, [${url}]), fetch.bind(window)(${url}),
    ].map(async (answer) => (await answer).status))`);
    expect([page, own]).toEqual([Array(8).fill(200), Array(8).fill(200)]);
  });
});
