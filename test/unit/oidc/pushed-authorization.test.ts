import '../../fakes/worker.ts';
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { at, type Lies, says } from '../../fakes/lies.ts';
import { verifyProof } from '../../fakes/proofs.ts';
import {
  expireTokens,
  goTo,
  outcome,
  signedIn,
  startAnew,
  startWithPerson,
  worker,
} from '../identities/stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { launchWebAuthFlow } = port.browser.identity;

beforeEach(startAnew);

/** An issuer to which every authorization request has to be pushed. */
async function startPushed(lies: Lies = {}): Promise<FakeIssuer> {
  const issuer = await startIssuer(lies);
  issuer.page.wantsPushed = true;
  goTo(issuer);
  return issuer;
}

describe('a pushed authorization request (RFC 9126)', () => {
  it.each(['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'])(
    'is made with client authentication where the issuer wants it: %s',
    async (method) => {
      await using issuer = await startPushed({
        metadata: says({ token_endpoint_auth_methods_supported: [method] }),
      });
      await signedIn(issuer);
      expect(issuer.seenAt('/pushed')).toHaveLength(1);
    },
  );

  it('holds all that the page is asked for, so that its address says nothing', async () => {
    await using issuer = await startPushed();
    const id = await signedIn(issuer);
    const { client, key } = await worker.getIdentity(id);
    const shown = new URL(launchWebAuthFlow.mock.calls[0]?.[0].url ?? '').searchParams;
    expect([...shown.keys()]).toEqual(['client_id', 'request_uri']);
    const pushed = Object.fromEntries(new URLSearchParams(issuer.seenAt('/pushed')[0]?.body));
    expect(pushed).toMatchObject({
      client_id: client.id,
      response_type: 'code',
      prompt: 'consent',
      code_challenge_method: 'S256',
      dpop_jkt: key.jkt,
    });
  });

  it('is not made where the issuer only offers it', async () => {
    await using issuer = await startWithPerson();
    await signedIn(issuer);
    expect(issuer.seenAt('/pushed')).toEqual([]);
  });

  it('is made for a silent sign-in, too', async () => {
    await using issuer = await startPushed();
    const id = await signedIn(issuer);
    await expireTokens(id);
    issuer.sessions.endAll();
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    const prompts = issuer.seenAt('/pushed').map(({ body }) => new URLSearchParams(body).get('prompt'));
    expect(prompts).toEqual(['consent', 'none']);
  });

  it('proves the key', async () => {
    await using issuer = await startPushed();
    const { key } = await worker.getIdentity(await signedIn(issuer));
    const proof = String(issuer.seenAt('/pushed')[0]?.headers['dpop']);
    expect((await verifyProof(proof, 'POST', `${issuer.url}pushed`)).jkt).toBe(key.jkt);
  });

  it('meets a demand for a nonce with one new proof', async () => {
    let demands = 1;
    await using issuer = await startPushed({
      answer: (path, statement) => {
        if (path !== '/pushed' || demands-- === 0) return;
        const headers = { 'content-type': 'application/json', 'dpop-nonce': 'n-1' };
        Object.assign(statement, { status: 400, headers, body: { error: 'use_dpop_nonce' } });
      },
    });
    await signedIn(issuer);
    const nonces = issuer.seenAt('/pushed').map(({ headers }) => decodeJwt(String(headers['dpop']))['nonce']);
    expect(nonces).toEqual([undefined, 'n-1']);
  });
});

describe('a pushed request that fails opens no page and keeps nothing:', () => {
  it.each<[string, Lies, string]>([
    [
      'it is declined',
      { answer: at('/pushed', { status: 400, body: { error: 'invalid_request' } }) },
      'sign-in-refused',
    ],
    [
      'the client is refused',
      { answer: at('/pushed', { status: 401, body: { error: 'invalid_client' } }) },
      'client-refused',
    ],
    ['it fails', { answer: at('/pushed', { status: 503, body: 'Sorry' }) }, 'authorization-invalid'],
    [
      'the answer names no request',
      { answer: at('/pushed', { body: { expires_in: 60 } }) },
      'authorization-invalid',
    ],
    ['it breaks off', { answer: at('/pushed', { status: 0 }) }, 'unreachable'],
    [
      'there is no place for it',
      { metadata: says({ pushed_authorization_request_endpoint: undefined }) },
      'authorization-invalid',
    ],
  ])('%s', async (_what, lies, code) => {
    await using issuer = await startPushed(lies);
    await worker.trust(issuer.url);
    worker.signIn(issuer.webId);
    expect(await outcome()).toMatchObject({ step: 'failed', failure: { code } });
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
    expect([await worker.listIdentities(), issuer.seenAt('/token')]).toEqual([[], []]);
  });
});
