import type { ErrorCode } from '../../../../src/domain/errors.ts';
import { at, claims, type Json, type Lies, says } from '../../../fakes/lies.ts';
import { FLOW } from './mutation.ts';

/** One thing that an issuer says otherwise than it should when a session is refreshed. */
export interface RefreshMutation {
  readonly what: string;
  readonly lies: Lies;
  readonly code: ErrorCode;
  /** After this request there is no other. */
  readonly last: 'metadata' | 'token' | 'keys';
}

function refreshes(
  code: ErrorCode,
  last: RefreshMutation['last'],
  cases: Readonly<Record<string, Lies>>,
): readonly RefreshMutation[] {
  return Object.entries(cases).map(([what, lies]) => ({ what: `refresh, ${what}`, lies, code, last }));
}

const claiming = (change: Json): Lies => ({ idToken: claims(change) });
const opaque = { token_type: 'Bearer', access_token: 'opaque' };
const elsewhere = { status: 307, headers: { location: '/elsewhere' }, body: '' };
const stranger = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
  'sign',
  'verify',
]);

/** The session goes on: what the issuer said is not taken, and may be right the next time. */
export const REFRESH = [
  ...refreshes('issuer-mismatch', 'metadata', {
    'issuer: another one': { metadata: says({ issuer: 'https://evil.example/' }) },
  }),
  ...refreshes('redirected', 'metadata', {
    'redirect from the metadata': { answer: at(FLOW.metadata, elsewhere) },
  }),
  ...refreshes('redirected', 'token', { 'redirect from the token': { answer: at(FLOW.token, elsewhere) } }),
  ...refreshes('redirected', 'keys', { 'redirect from the keys': { answer: at(FLOW.keys, elsewhere) } }),
  ...refreshes('id-token-audience', 'token', { 'aud: another client': claiming({ aud: 'other' }) }),
  ...refreshes('id-token-party', 'keys', { 'azp: another client': claiming({ azp: 'other' }) }),
  ...refreshes('id-token-time', 'token', { 'exp: long ago': claiming({ exp: 1 }) }),
  ...refreshes('id-token-algorithm', 'token', {
    'alg: one that the issuer does not name': {
      metadata: says({ id_token_signing_alg_values_supported: ['RS256'] }),
    },
  }),
  ...refreshes('id-token-signature', 'keys', {
    'signature: a stranger’s': { idToken: (draft) => Object.assign(draft, { key: stranger.privateKey }) },
  }),
  ...refreshes('id-token-hash', 'keys', { 'at_hash: another one': claiming({ at_hash: 'A'.repeat(22) }) }),
  ...refreshes('webid-missing', 'keys', { 'webid: none': claiming({ webid: undefined }) }),
  ...refreshes('token-not-bound', 'keys', {
    'cnf.jkt: another key’s': { accessToken: claims({ cnf: { jkt: 'A'.repeat(43) } }) },
    'cnf: none': { accessToken: claims({ cnf: undefined }) },
  }),
  ...refreshes('token-type', 'keys', { 'token_type: Bearer, opaque': { tokens: says(opaque) } }),
  ...refreshes('token-type', 'token', { 'token_type: another one': { tokens: says({ token_type: 'mac' }) } }),
  ...refreshes('issuer-legacy', 'keys', {
    'token_type: Bearer, for our key': { tokens: says({ token_type: 'Bearer' }) },
  }),
];

/** The session is over: whoever speaks is not who began it. */
export const ENDING: readonly RefreshMutation[] = [
  ...refreshes('login-required', 'token', { 'iss: another one': claiming({ iss: 'https://evil.example/' }) }),
  ...refreshes('login-required', 'keys', {
    'sub: another one': claiming({ sub: 'bob' }),
    'webid: another one': claiming({ webid: 'https://bob.example/card#me' }),
  }),
];
