import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { listen } from './listener.ts';

/** What a proxy does wrong, besides not telling the server behind it where it is asked. */
export type Fault = 'none' | 'demands a nonce' | 'keeps CORS back';

/** A proxy before a server, at an origin of its own. */
export interface FaultyProxy extends AsyncDisposable {
  /** `http://localhost:PORT`, without a final slash. */
  readonly origin: string;
  fault: Fault;
}

/** Starts a proxy as they are set up by mistake: the server behind it takes itself to be at its own address. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const listener = await listen();
  const proxy: FaultyProxy = {
    origin: listener.origin,
    fault: 'none',
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
  listener.answer(async (asked, response) => {
    if (proxy.fault === 'demands a nonce' && asked.headers.authorization !== undefined) demandNonce(response);
    else await passOn(new URL(target), asked, response, proxy.fault);
  });
  return proxy;
}

/** RFC 9449 section 9, but for the header with the nonce. */
function demandNonce(response: ServerResponse): void {
  response.writeHead(401, {
    'www-authenticate': 'Bearer, DPoP algs="ES256", error="use_dpop_nonce", error_description="Use a nonce"',
    'access-control-allow-origin': '*',
  });
  response.end();
}

async function passOn(
  { hostname, port, host }: URL,
  asked: IncomingMessage,
  response: ServerResponse,
  fault: Fault,
): Promise<void> {
  const { method, url: path } = asked;
  const forwarded = request({ hostname, port, method, path, headers: { ...asked.headers, host } });
  const [[answer]] = await Promise.all([
    once(forwarded, 'response') as Promise<[IncomingMessage]>,
    pipeline(asked, forwarded),
  ]);
  const headers = Object.entries(answer.headers).filter(
    ([name]) => fault !== 'keeps CORS back' || !name.startsWith('access-control-'),
  );
  response.writeHead(answer.statusCode ?? 502, Object.fromEntries(headers));
  await pipeline(answer, response);
}
