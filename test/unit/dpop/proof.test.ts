import { calculateJwkThumbprint, decodeJwt } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { generateDpopKey } from '../../../src/dpop/keys.ts';
import { htuOf, makeProof } from '../../../src/dpop/proof.ts';
import { signRequest } from '../../../src/signing/signer.ts';
import { verifyProof } from '../../fakes/proofs.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const URL_ = new URL('https://pod.example/private/page.html?part=2#top');
const HTU = 'https://pod.example/private/page.html';
const key = await generateDpopKey();
const target = { method: 'GET', url: URL_, accessToken: 'opaque-token' };
const at = (time: number, nonce: string | null = null) => ({ now: time, nonce });
const now = () => Math.floor(Date.now() / 1000);

describe('a DPoP proof (RFC 9449 section 4.2)', () => {
  it('states what it is bound to, and no more', async () => {
    const iat = now();
    const { header, claims } = await verifyProof(await makeProof(key, target, at(iat)), 'GET', HTU);

    expect(header).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk });
    expect(claims).toEqual({
      jti: expect.stringMatching(/^[\w-]{22}$/) as string,
      htm: 'GET',
      htu: HTU,
      iat,
      // printf opaque-token | openssl dgst -sha256 -binary | basenc --base64url
      ath: 'hNPyPam19RsyaVZu_wXT-yNgfu74lWf5zSgLkMoNvFw',
    });
  });

  it('is signed with the key whose thumbprint binds the token', async () => {
    const { jkt } = await verifyProof(await makeProof(key, target, at(now())), 'GET', HTU);
    expect(jkt).toBe(key.jkt);
  });

  it('verifies with no other key', async () => {
    const other = await generateDpopKey();
    const forged = { ...key, pair: other.pair };
    await expect(verifyProof(await makeProof(forged, target, at(now())), 'GET', HTU)).rejects.toThrow(
      'signature',
    );
  });

  it('carries the method as it is sent', async () => {
    const proof = await makeProof(key, { ...target, method: 'PROPFIND' }, at(now()));
    expect(decodeJwt(proof)['htm']).toBe('PROPFIND');
  });

  it('carries the nonce that a server asked for', async () => {
    const proof = await makeProof(key, target, at(now(), 'n-1'));
    expect(decodeJwt(proof)['nonce']).toBe('n-1');
  });

  it('has a jti of its own, each time', async () => {
    const iat = now();
    const proofs = await Promise.all(Array.from({ length: 100 }, () => makeProof(key, target, at(iat))));
    expect(new Set(proofs.map((proof) => decodeJwt(proof).jti)).size).toBe(100);
  });

  it('goes with the access token that it hashes', async () => {
    const headers = await signRequest(key, target);
    expect(headers.authorization).toBe('DPoP opaque-token');
    await expect(verifyProof(headers.dpop, 'GET', HTU)).resolves.toMatchObject({ jkt: key.jkt });
  });
});

describe('the htu of a request', () => {
  it.each([
    ['has no query', 'https://pod.example/a?b=c', 'https://pod.example/a'],
    ['has no fragment', 'https://pod.example/a#b', 'https://pod.example/a'],
    ['has no empty query', 'https://pod.example/a?', 'https://pod.example/a'],
    ['has no user information', 'https://ann:secret@pod.example/a', 'https://pod.example/a'],
    ['has no default port', 'https://pod.example:443/a', 'https://pod.example/a'],
    ['keeps another port', 'https://pod.example:80/a', 'https://pod.example:80/a'],
    ['has at least a slash', 'https://pod.example', 'https://pod.example/'],
    [
      'keeps a path that looks like a host',
      'https://pod.example//evil.example/a',
      'https://pod.example//evil.example/a',
    ],
    ['keeps an encoded slash', 'https://pod.example/a%2Fb', 'https://pod.example/a%2Fb'],
    ['keeps an encoded question mark', 'https://pod.example/a%3Fb', 'https://pod.example/a%3Fb'],
    ['has its dots resolved, as they are sent', 'https://pod.example/a/../b/./c', 'https://pod.example/b/c'],
    [
      'has encoded dots resolved, as they are sent',
      'https://pod.example/a/%2e%2e/b',
      'https://pod.example/b',
    ],
    ['encodes what the path may not hold', 'https://pod.example/a b/ü', 'https://pod.example/a%20b/%C3%BC'],
    ['writes a unicode host in ASCII', 'https://bücher.example/a', 'https://xn--bcher-kva.example/a'],
    ['writes the host in small letters', 'https://POD.example/A', 'https://pod.example/A'],
  ])('%s', (_what, url, htu) => {
    expect(htuOf(new URL(url))).toBe(htu);
  });
});

describe('a DPoP key', () => {
  it('does not leave WebCrypto', async () => {
    expect(key.pair.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', key.pair.privateKey)).rejects.toThrow('not extractable');
  });

  it('states its public half alone, with its thumbprint (RFC 7638)', async () => {
    expect(Object.keys(key.publicJwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
    expect(key.jkt).toBe(await calculateJwkThumbprint(key.publicJwk));
  });

  it('is another one each time', async () => {
    expect((await generateDpopKey()).jkt).not.toBe(key.jkt);
  });
});
