import { describe, expect, it } from 'vitest';
import { relay } from '../../../src/signing/relay.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { Reply } from '../../fakes/server.ts';
import { LEAVE, relayed, requestFor, startPod } from './relay-stage.ts';

const NO: Reply = { status: 401, body: 'no' };
const withNonce = (nonce: string): Reply => ({ status: 401, headers: { 'dpop-nonce': nonce }, body: 'no' });
const OK: Reply = { body: 'yes' };

/** A pod that answers one after the other, and the last answer for ever. */
async function startAnswering(...answers: Reply[]) {
  let next = 0;
  return await startPod(() => answers[Math.min(next++, answers.length - 1)] ?? OK);
}

describe('a refused request', () => {
  it('that lacks a nonce is made once more, with it and the same token', async () => {
    const { pod, ports } = await startAnswering(withNonce('n1'), OK);
    const request = requestFor(`${pod.url}a`, { method: 'PUT', body: new Blob(['all of it']) });
    expect(await relayed(request, ports)).toMatchObject({ status: 200, text: 'yes' });
    expect(ports.sign.mock.calls.map(([, , refused]) => refused)).toEqual([null, null]);
    expect(pod.seen.map(({ body, headers }) => [body, headers['dpop']])).toEqual([
      ['all of it', 'proof-1'],
      ['all of it', 'proof-2'],
    ]);
  });

  it('has told its nonce before it is signed anew', async () => {
    const { pod, ports } = await startAnswering(withNonce('n1'), OK);
    await relayed(requestFor(pod.url), ports);
    const [heard, signed] = [ports.heard.mock.invocationCallOrder[0], ports.sign.mock.invocationCallOrder[1]];
    expect(heard).toBeLessThan(signed ?? 0);
  });

  it('whose token is refused is made once more, with another', async () => {
    const { pod, ports } = await startAnswering(NO, OK);
    expect(await relayed(requestFor(pod.url), ports)).toMatchObject({ status: 200 });
    const refused = { authorization: 'DPoP token-1', dpop: 'proof-1' };
    expect(ports.sign.mock.calls.map(([, , headers]) => headers)).toEqual([null, refused]);
  });

  it.each([
    ['for want of a nonce, then for its token', [withNonce('n1'), NO, OK], 200, 3],
    [
      'for its token, by a server that gives a nonce with every answer',
      [withNonce('n1'), withNonce('n2'), OK],
      200,
      3,
    ],
    ['for its token, then for want of a nonce', [NO, withNonce('n1'), OK], 200, 3],
    ['again and again', [NO], 401, 2],
    ['again and again, with a nonce each time', [withNonce('n')], 401, 3],
    ['in another way', [{ status: 403, headers: { 'dpop-nonce': 'n' } }, OK], 403, 1],
  ] as const)('%s: made no oftener than that', async (_why, answers, status, times) => {
    const { pod, ports } = await startAnswering(...answers);
    expect(await relayed(requestFor(pod.url), ports)).toMatchObject({ status });
    expect(pod.seen).toHaveLength(times);
  });

  it('shows the page its last answer, whole', async () => {
    const { pod, ports } = await startAnswering(NO, {
      status: 401,
      headers: { 'www-authenticate': 'DPoP' },
      body: 'really',
    });
    const answer = await relayed(requestFor(pod.url), ports);
    expect(answer).toMatchObject({ status: 401, text: 'really' });
    expect(answer.headers).toContainEqual(['www-authenticate', 'DPoP']);
  });

  it('is not made again where there is no other token', async () => {
    const { pod, ports } = await startAnswering(NO, OK);
    ports.sign.mockResolvedValueOnce({ authorization: 'DPoP a', dpop: 'b' });
    ports.sign.mockRejectedValueOnce(Object.assign(new Error(), { code: 'login-required' }));
    expect(await codeOf(relay(requestFor(pod.url), ports, LEAVE))).toBe('login-required');
    expect(pod.seen).toHaveLength(1);
  });
});

describe('a request that the page takes back', () => {
  it('is not made', async () => {
    const { pod, ports } = await startAnswering(OK);
    expect(await codeOf(relay(requestFor(pod.url), ports, AbortSignal.abort()))).toBe('network');
    expect(pod.seen).toEqual([]);
  });

  it('fails while the server is silent, which sees it end', async () => {
    const end = new AbortController();
    let gone = false;
    const { pod, ports } = await startPod((_request, response) => {
      response.on('close', () => (gone = true));
      end.abort();
      return 'by-hand';
    });
    expect(await codeOf(relay(requestFor(pod.url), ports, end.signal))).toBe('network');
    await expect.poll(() => gone).toBe(true);
  });

  it('ends its body, too', async () => {
    const end = new AbortController();
    const { pod, ports } = await startPod((_request, response) => {
      response.writeHead(200);
      response.write('first');
      return 'by-hand';
    });
    const { body } = await relay(requestFor(pod.url), ports, end.signal);
    const reader = body?.stream.getReader();
    await reader?.read();
    end.abort();
    await expect(reader?.read()).rejects.toThrow();
  });
});
