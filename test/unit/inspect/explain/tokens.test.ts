import { describe, expect, it } from 'vitest';
import { generateDpopKey } from '../../../../src/dpop/keys.ts';
import { makeProof } from '../../../../src/dpop/proof.ts';
import { claimsOf, misfitOf } from '../../../../src/inspect/explain/tokens.ts';

const URL_OF_NOTE = new URL('https://pod.example/note?q#f');

function token(claims: object): string {
  const part = (json: object) => btoa(JSON.stringify(json)).replace(/=+$/, '');
  return `${part({ alg: 'none' })}.${part(claims)}.signature`;
}

async function sent(change: { method?: string; url?: URL; accessToken?: string } = {}) {
  const key = await generateDpopKey();
  const accessToken = token({ cnf: { jkt: key.jkt } });
  const target = { method: 'GET', url: URL_OF_NOTE, accessToken, ...change };
  const proof = await makeProof(key, target, { nonce: null, now: 1 });
  return { proof, accessToken };
}

const askedWith = (accessToken: string) => ({ method: 'GET', url: URL_OF_NOTE, accessToken });

describe('misfitOf', () => {
  it('finds nothing wrong with a proof that was made for the request', async () => {
    const made = await sent();
    expect(await misfitOf(made, askedWith(made.accessToken))).toBe(null);
  });

  it.each([
    ['htm', { method: 'PUT' }],
    ['htu', { url: new URL('https://pod.example/other') }],
    ['ath', { accessToken: 'another' }],
  ])('finds a wrong %s', async (misfit, change) => {
    const made = await sent(change);
    expect(await misfitOf(made, askedWith(made.accessToken))).toBe(misfit);
  });

  it('finds a token for another key', async () => {
    const accessToken = token({ cnf: { jkt: 'another' } });
    expect(await misfitOf(await sent({ accessToken }), askedWith(accessToken))).toBe('jkt');
  });

  it.each(['', 'no proof', 'a.b.c'])('finds that %j is no proof', async (proof) => {
    expect(await misfitOf({ proof, accessToken: null }, askedWith('token'))).toBe('proof');
  });
});

describe('claimsOf', () => {
  it('reads what a token says, and nothing from an opaque one', () => {
    expect(claimsOf(token({ iss: 'https://i.example', iat: 1, nbf: 2, exp: 3 }))).toEqual({
      ...{ issuer: 'https://i.example', issuedAt: 1, notBefore: 2, expires: 3, jkt: null },
    });
    expect(claimsOf('opaque')).toMatchObject({ issuer: null, expires: null });
    expect(claimsOf(token({ iss: 1, exp: '3' }))).toMatchObject({ issuer: null, expires: null });
  });
});
