import { isFailure } from '../domain/errors.ts';
import type { SiteRequest } from '../domain/exchange.ts';
import type { Grant } from '../domain/grant.ts';
import { MAX_PATCH, modeOf } from '../domain/mode.ts';
import type { SiteErrorCode } from '../messaging/site-contract.ts';
import { prepare, sendBody } from '../signing/chunks.ts';
import { Credits } from '../signing/credits.ts';
import { RelayError, type Relayed, type RelayPorts, relay } from '../signing/relay.ts';
import { Trace } from '../signing/trace.ts';
import type { Frame } from '../sites/frames.ts';
import { noteUse } from '../sites/grants.ts';
import { record } from './activity.ts';
import { signingAs } from './signing.ts';
import { grantFor, identityFor } from './site-access.ts';
import { codeOf } from './site-logins.ts';

interface Running {
  readonly end: AbortController;
  readonly credits: Credits;
  /** Whether the site may still do it. */
  readonly isGranted: () => Promise<boolean>;
}

const running = new Map<Frame, Map<number, Running>>();

/** Makes a request for a page, signed, if it may; everything that comes back goes to that page alone. */
export async function answerFetch(frame: Frame, id: number, request: SiteRequest): Promise<void> {
  const calls = running.get(frame) ?? new Map<number, Running>();
  running.set(frame, calls);
  if (calls.has(id)) return;
  const end = new AbortController();
  const signal = AbortSignal.any([end.signal, frame.gone]);
  const credits = new Credits();
  // The page may take it back before anything here is known, so it counts from now on.
  const ports = portsOf(frame, request);
  calls.set(id, { end, credits, isGranted: async () => (await ports).isGranted() });
  try {
    const { trace } = await ports;
    const relayed = await relay(request, await ports, signal).finally(() => void record(trace));
    await pass(relayed, { frame, id, credits, signal }).catch((error: unknown) => {
      throw new RelayError('network', error);
    });
  } catch (error) {
    frame.say({ type: 'failed', id, code: reasonOf(error, end.signal) });
  } finally {
    calls.delete(id);
  }
}

interface Transfer {
  readonly frame: Frame;
  readonly id: number;
  readonly credits: Credits;
  readonly signal: AbortSignal;
}

async function pass({ head, body }: Relayed, { frame, id, credits, signal }: Transfer): Promise<void> {
  const length = head.headers.find(([name]) => name === 'content-length')?.[1];
  const prepared = await prepare(body, length === undefined ? null : Number(length));
  signal.throwIfAborted();
  if ('whole' in prepared) {
    frame.say({ type: 'head', id, head, body: prepared.whole });
    return;
  }
  frame.say({ type: 'head', id, head, body: 'chunks' });
  await sendBody(prepared, credits, signal, (chunk) => {
    frame.say({ type: 'chunk', id, chunk });
  });
  signal.throwIfAborted();
  frame.say({ type: 'end', id });
}

async function portsOf(frame: Frame, request: SiteRequest): Promise<RelayPorts & Pick<Running, 'isGranted'>> {
  const identity = await identityFor(frame.sender.site, frame.sender);
  if (identity === null) throw new RelayError('not-granted');
  const sent = new Headers(request.headers.map(([name, value]): [string, string] => [name, value]));
  const contentType = sent.get('content-type');
  // A packed patch cannot be looked at.
  const isPatch = request.method === 'PATCH' && !sent.has('content-encoding');
  const patch = isPatch ? await textOf(request.body) : null;
  const { site, isPrivate } = frame.sender;
  const { method, url } = request;
  const trace = new Trace({ kind: 'fetch', method, url: new URL(url), site, patch: { contentType, patch } });
  let granted: Grant | undefined;
  const grantOf = async (url: URL, method: string) => {
    const mode = modeOf({ method, contentType, patch });
    return mode === null ? undefined : await grantFor(identity, frame.sender, url, mode);
  };
  const signing = signingAs(identity);
  return {
    ...signing,
    trace,
    isGranted: async () => (await grantOf(new URL(request.url), request.method)) !== undefined,
    async may(url, method) {
      granted = await grantOf(url, method);
      if (granted !== undefined && !isPrivate) void noteUse(granted);
      return granted !== undefined;
    },
    async sign(method, url, refused) {
      const headers = await signing.sign(method, url, refused);
      if (!isPrivate) trace.signed(identity, granted);
      return headers;
    },
  };
}

async function textOf(body: Blob | null): Promise<string | null> {
  return body === null || body.size > MAX_PATCH ? null : await body.text();
}

function reasonOf(error: unknown, { aborted, reason }: AbortSignal): SiteErrorCode {
  const code = error instanceof RelayError ? error.code : null;
  // To the page `not-granted` says that nothing was sent.
  if (code === 'not-granted') return code;
  if (aborted) return reason === 'revoked' ? 'interrupted' : 'network';
  if (code !== null) return code;
  return isFailure(error, 'unreachable', 'timed-out', 'refresh-failed', 'sign-in-busy')
    ? 'network'
    : codeOf(error);
}

/** The page reads on: another chunk may come. */
export function giveCredit(frame: Frame, id: number): void {
  running.get(frame)?.get(id)?.credits.give();
}

/** The page wants the body whole. */
export function giveAllCredit(frame: Frame, id: number): void {
  running.get(frame)?.get(id)?.credits.giveAll();
}

/** The page no longer wants an answer. */
export function abortFetch(frame: Frame, id: number): void {
  running.get(frame)?.get(id)?.end.abort();
}

export function forgetFetches(frame: Frame): void {
  running.delete(frame);
}

/** Ends what may no longer go on: a revocation stops a transfer that runs. */
export async function endRevoked(): Promise<void> {
  for (const calls of running.values()) {
    for (const { isGranted, end } of calls.values()) {
      if (!(await isGranted().catch(() => false))) end.abort('revoked');
    }
  }
}
