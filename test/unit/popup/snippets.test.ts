import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlOf, fetchOf } from '../../../popup/developers/snippets.ts';
import { runInShell } from '../../world/shell.ts';

const headers = { authorization: 'DPoP token', dpop: 'proof' };

const request = (url: string, method = 'GET') => ({ method, url: new URL(url), headers });

/** What a shell makes of the command: the words that curl is called with. */
async function wordsOf(command: string): Promise<readonly string[]> {
  const printed = await runInShell(`curl() { printf '%s\\0' "$@"; }\n${command}`);
  return printed.split('\0').slice(0, -1);
}

const AROUND = ['--include', '--globoff'];
const HEADERS = ['--header', 'Authorization: DPoP token', '--header', 'DPoP: proof'];

describe('the command for curl', () => {
  it.each([
    "https://pod.example/it's/?q='",
    'https://pod.example/$(touch%20x)/`id`/$HOME/!!',
    'https://pod.example/?a=[1-9]{b,c}&d=*;e|f>g<h\\i',
    'https://pod.example/%27%0A%22/"/ö/日',
    "https://pod.example/'\\''/''''",
    'https://pod.example//host/~/-n',
  ])('calls it as it is meant to in any shell: %s', async (url) => {
    const words = await wordsOf(curlOf(request(url)));
    expect(words).toEqual([...AROUND, '--request', 'GET', ...HEADERS, new URL(url).href]);
  });

  it('leaves the fragment out, which no server sees', async () => {
    expect((await wordsOf(curlOf(request('https://pod.example/#secret')))).at(-1)).toBe(
      'https://pod.example/',
    );
  });

  it.each(['PATCH', "'", '!x', '$IFS', '`id`', '-x', '*'])(
    'takes %s for no more than a method',
    async (method) => {
      expect(await wordsOf(curlOf(request('https://pod.example/', method)))).toEqual([
        ...[...AROUND, '--request', method, ...HEADERS, 'https://pod.example/'],
      ]);
    },
  );

  it('waits for no body of a HEAD', async () => {
    const words = await wordsOf(curlOf(request('https://pod.example/', 'HEAD')));
    expect(words).toEqual([...AROUND, '--head', ...HEADERS, 'https://pod.example/']);
  });

  it('is right for headers of any text', async () => {
    const text = fc.string({ unit: 'binary-ascii' }).map((one) => one.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(text, async (dpop) => {
        const words = await wordsOf(
          curlOf({ ...request('https://pod.example/'), headers: { ...headers, dpop } }),
        );
        expect(words.at(-2)).toBe(`DPoP: ${dpop}`);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the statement for fetch', () => {
  it.each(["https://pod.example/it's/?q='", 'https://pod.example/"$x"\\`'])('asks for %s', async (url) => {
    const asked: unknown[] = [];
    const fetch = (...words: unknown[]) => asked.push(...words);
    await runInNewContext(`(async () => { ${fetchOf(request(url, 'PUT'))} })()`, { fetch });
    expect(asked).toEqual([new URL(url).href, { method: 'PUT', headers }]);
  });
});
