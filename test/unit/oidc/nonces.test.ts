import '../../fakes/worker.ts';
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { says } from '../../fakes/lies.ts';
import {
  expireTokens,
  goTo,
  restartWorker,
  signedIn,
  startAnew,
  startWithPerson,
  worker,
} from '../identities/stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

beforeEach(startAnew);

/** The nonces that the proofs of the token requests held, from some request on. */
function noncesAt(issuer: FakeIssuer, from = 0): readonly unknown[] {
  return issuer
    .seenAt('/token')
    .slice(from)
    .map(({ headers }) => decodeJwt(String(headers['dpop']))['nonce']);
}

describe('at an issuer that demands a nonce', () => {
  it('it is met once, and known at the next request, also by the next worker', async () => {
    await using issuer = await startWithPerson();
    issuer.sessions.nonce = 'n-1';
    const id = await signedIn(issuer);
    expect(noncesAt(issuer)).toEqual([undefined, 'n-1']);
    await restartWorker();
    await expireTokens(id);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect(noncesAt(issuer, 2)).toEqual(['n-1']);
  });

  it('one that serves a single request is replaced by the next that was given, without a refusal', async () => {
    await using issuer = await startWithPerson();
    Object.assign(issuer.sessions, { nonce: 'n-1', rotatesNonces: true });
    const id = await signedIn(issuer);
    for (let time = 0; time < 2; time += 1) {
      await expireTokens(id);
      expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    }
    // One refusal, at the first request of all; each later one has the nonce of the answer before.
    const nonces = noncesAt(issuer);
    expect(nonces).toHaveLength(4);
    expect(new Set(nonces).size).toBe(4);
  });

  it('one that is over is replaced by one new proof', async () => {
    await using issuer = await startWithPerson();
    issuer.sessions.nonce = 'n-1';
    const id = await signedIn(issuer);
    issuer.sessions.nonce = 'n-2';
    await expireTokens(id);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect(noncesAt(issuer, 2)).toEqual(['n-1', 'n-2']);
    const proofs = issuer.seenAt('/token').map(({ headers }) => decodeJwt(String(headers['dpop'])).jti);
    expect(new Set(proofs).size).toBe(proofs.length);
  });

  it('that of another issuer is not used', async () => {
    await using one = await startIssuer();
    await using other = await startIssuer();
    one.sessions.nonce = 'n-1';
    for (const issuer of [one, other]) {
      goTo(issuer);
      await signedIn(issuer);
    }
    expect(noncesAt(other)).toEqual([undefined]);
  });

  it.each(['client_secret_basic', 'private_key_jwt'])(
    'each try shows the client anew: %s',
    async (method) => {
      await using issuer = await startWithPerson({
        metadata: says({ token_endpoint_auth_methods_supported: [method] }),
      });
      issuer.sessions.nonce = 'n-1';
      await signedIn(issuer);
      expect(noncesAt(issuer)).toEqual([undefined, 'n-1']);
    },
  );
});
