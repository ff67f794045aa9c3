import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { freePort } from './free-port.ts';
import { listen } from './listener.ts';
import { fillPods } from './pods.ts';
import { type SolidServer, startSolidServer } from './solid-server.ts';

/** A request as it arrived at a server. */
export interface Recorded {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly isSigned: boolean;
  /** What it was answered; `null` before that. */
  status: number | null;
}

/** A Community Solid Server with filled pods, and the log of what it is asked, whoever asks. */
export interface RecordedServer extends SolidServer {
  /** All requests, in the order in which they came. */
  readonly seen: readonly Readonly<Recorded>[];
}

/** Starts the server behind a listener that passes everything on, at whose address the server knows itself. */
export async function startRecordedServer(): Promise<RecordedServer> {
  const listener = await listen();
  const port = await freePort();
  const seen: Recorded[] = [];
  listener.answer(async (asked, response) => {
    const record = recordOf(asked);
    seen.push(record);
    await passOn(port, asked, response, record);
  });
  const server = await startSolidServer({ port, url: `${listener.origin}/` });
  await fillPods(server);
  const stop = async () => {
    await listener[Symbol.asyncDispose]();
    await server.stop();
  };
  return { ...server, seen, stop, [Symbol.asyncDispose]: stop };
}

function recordOf({ method = '', url: path = '', headers }: IncomingMessage): Recorded {
  return { method, path, isSigned: 'authorization' in headers || 'dpop' in headers, status: null };
}

async function passOn(
  port: number,
  asked: IncomingMessage,
  response: ServerResponse,
  record: Recorded,
): Promise<void> {
  const { method, path } = record;
  const forwarded = request({ host: 'localhost', port, method, path, headers: asked.headers });
  const [[answer]] = await Promise.all([
    once(forwarded, 'response') as Promise<[IncomingMessage]>,
    pipeline(asked, forwarded),
  ]);
  const { statusCode = 502, headers } = answer;
  record.status = statusCode;
  response.writeHead(statusCode, headers);
  await pipeline(answer, response);
}
