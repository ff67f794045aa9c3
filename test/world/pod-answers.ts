import type { IncomingHttpHeaders } from 'node:http';
import type { PodResources } from './pod-resources.ts';

/** A request at a pod. */
export interface PodRequest {
  readonly method: string;
  /** Path and query, unparsed. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface PodAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const METHODS = 'GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE';
const EXPOSED = 'Allow, Date, DPoP-Nonce, Location, WWW-Authenticate';

/** What every answer says: pods let all origins in, and what they say depends on who asks. */
export const EVERYWHERE = {
  vary: 'Authorization',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED,
};

/** Lets a page of another origin ask what it announces. */
export function preflightAnswer({ headers }: PodRequest): PodAnswer {
  const asked = headers['access-control-request-headers'] ?? '';
  return {
    status: 204,
    headers: { 'access-control-allow-methods': METHODS, 'access-control-allow-headers': asked },
  };
}

/** Does what a request asks for, once it is clear that it may. */
export function answerTo(request: PodRequest, path: string, resources: PodResources): PodAnswer {
  const { method, headers, body } = request;
  const type = headers['content-type'] ?? 'application/octet-stream';
  const found = resources.get(path);
  switch (method) {
    case 'POST': {
      if (!path.endsWith('/')) return { status: 405, headers: { allow: METHODS } };
      const slug = headers['slug'];
      const location = resources.add(path, typeof slug === 'string' ? slug : undefined, { type, body });
      return { status: 201, headers: { location } };
    }
    case 'PUT':
      resources.put(path, { type, body });
      return { status: found === undefined ? 201 : 204 };
    case 'PATCH':
      // No patch format is understood: what is sent is added at the end.
      resources.put(path, {
        type: found?.type ?? type,
        body: Buffer.concat([found?.body ?? body.subarray(0, 0), body]),
      });
      return { status: found === undefined ? 201 : 204 };
    case 'DELETE':
      return resources.delete(path) ? { status: 204 } : missing();
    case 'GET':
    case 'HEAD':
      return found === undefined
        ? missing()
        : { status: 200, headers: { 'content-type': found.type }, body: found.body };
    default:
      return { status: 405, headers: { allow: METHODS } };
  }
}

function missing(): PodAnswer {
  return page(404, 'There is nothing here.');
}

/** A small page, as servers show it to a person who came without the right. */
export function page(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): PodAnswer {
  return {
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html>\n<title>${status}</title>\n<h1>${status}</h1>\n<p>${text}</p>\n`,
  };
}
