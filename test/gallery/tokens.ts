import { base64url } from 'jose';
import type { Inspection } from '../../src/domain/inspection.ts';
import { alice } from './people.ts';

type Claims = Readonly<Record<string, unknown>>;

export const publicJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
  y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
};

export const jkt = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I';

const now = () => Math.floor(Date.now() / 1000);

function jwt(header: Claims, claims: Claims): string {
  const parts = [header, claims].map((part) => base64url.encode(JSON.stringify(part)));
  return [...parts, 'c2lnbmF0dXJl'].join('.');
}

export function accessToken(parts: Claims = {}): string {
  const claims = {
    webid: alice.webId,
    iss: alice.issuer,
    sub: alice.webId,
    aud: 'solid',
    client_id: 'https://latchkey.example/id',
    jti: 'k3Zl0lYxYJm2',
    iat: now() - 47,
    exp: now() + 3553,
    cnf: { jkt },
  };
  return jwt({ alg: 'ES256', typ: 'at+jwt', kid: 'Ey3-Vh1zS7k' }, { ...claims, ...parts });
}

export function idToken(parts: Claims = {}): string {
  const claims = {
    ...{ webid: alice.webId, iss: alice.issuer, sub: 'alice', aud: 'https://latchkey.example/id' },
    ...{ nonce: 'n-0S6_WzA2Mj', at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng', auth_time: now() - 60 },
    ...{ iat: now() - 47, exp: now() + 3553 },
  };
  return jwt({ alg: 'ES256', kid: 'Ey3-Vh1zS7k' }, { ...claims, ...parts });
}

/** Tokens that hold up to every check. */
export function soundTokens(): NonNullable<Inspection['tokens']> {
  const obtainedAt = Date.now() - 47_000;
  return {
    accessToken: accessToken(),
    idToken: idToken(),
    obtainedAt,
    expiresAt: obtainedAt + 3_600_000,
  };
}

export function madeProof(htm: string, htu: string, nonce: string | null): string {
  const claims = {
    jti: 'Xv2c9lZ4o0b1yq5TtN8aRw',
    htm,
    htu,
    iat: now(),
    ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
  };
  return jwt(
    { typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk },
    { ...claims, ...(nonce !== null && { nonce }) },
  );
}
