import { withoutFragment } from '../../src/domain/address.ts';
import type { SignedHeaders } from '../../src/domain/exchange.ts';

/** A request for which a proof was made. */
export interface ProvenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: SignedHeaders;
}

/**
 * The command that makes a request by curl once, for any POSIX shell. `--globoff`, as curl would take `[` and `{` in
 * an address for patterns; HEAD has an option of its own, as curl would wait for a body.
 */
export function curlOf({ method, url, headers }: ProvenRequest): string {
  const words = [
    ...['curl', '--include', '--globoff'],
    ...(method === 'HEAD' ? ['--head'] : ['--request', quoted(method)]),
    `\\\n  --header ${quoted(`Authorization: ${headers.authorization}`)}`,
    `\\\n  --header ${quoted(`DPoP: ${headers.dpop}`)}`,
    `\\\n  ${quoted(withoutFragment(url))}`,
  ];
  return words.join(' ');
}

/** The statement that makes a request by `fetch` once, in any JavaScript. */
export function fetchOf({ method, url, headers }: ProvenRequest): string {
  const { authorization, dpop } = headers;
  return [
    `await fetch(${JSON.stringify(withoutFragment(url))}, {`,
    `  method: ${JSON.stringify(method)},`,
    '  headers: {',
    `    authorization: ${JSON.stringify(authorization)},`,
    `    dpop: ${JSON.stringify(dpop)},`,
    '  },',
    '});',
  ].join('\n');
}

/** Within single quotes a shell reads everything as it stands (POSIX.1-2024, Shell Command Language, section 2.2.2). */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
