import { decodeJwt, UnsecuredJWT } from 'jose';
import { claims, type Draft, type Json, type Lies, says } from '../../../fakes/lies.ts';
import { mutations } from './mutation.ts';

const now = Math.floor(Date.now() / 1000);
const BOB = 'https://bob.example/card#me';
const SECRET = new TextEncoder().encode('a secret of at least thirty-two bytes');
const stranger = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
  'sign',
  'verify',
]);
const strangersJwk = await crypto.subtle.exportKey('jwk', stranger.publicKey);

const idToken = (change: (draft: Draft) => unknown): Lies => ({ idToken: (draft) => void change(draft) });
const claiming = (change: Json): Lies => ({ idToken: claims(change) });
/** Changes the issuer string. */
const issuedBy = (change: (issuer: string) => string): Lies =>
  idToken(({ claims: own }) => (own.iss = change(String(own.iss))));
/** Adds others to the audience, beside us. */
const forUsAnd = (others: readonly string[], azp?: string): Lies =>
  idToken(({ claims: own }) => Object.assign(own, { aud: [own.aud, ...others], azp: azp ?? own.aud }));
const naming = (...algorithms: string[]) => says({ id_token_signing_alg_values_supported: algorithms });

/** Takes the signature of one statement for another. */
function forged(body: Json): void {
  const [header, payload, signature] = String(body['id_token']).split('.');
  const stated = Buffer.from(payload ?? '', 'base64url')
    .toString()
    .replace('alice/card', 'mallory/card');
  body['id_token'] = [header, Buffer.from(stated).toString('base64url'), signature].join('.');
}

function unsigned(body: Json): void {
  body['id_token'] = new UnsecuredJWT(decodeJwt(String(body['id_token']))).encode();
}

export const ID_TOKEN = [
  ...mutations('id-token-issuer', 'token', {
    'iss: another one': claiming({ iss: 'https://evil.example/' }),
    'iss: without its slash': issuedBy((issuer) => issuer.slice(0, -1)),
    'iss: with a slash more': issuedBy((issuer) => `${issuer}/`),
    'iss: in capitals': issuedBy((issuer) => issuer.toUpperCase()),
  }),
  ...mutations('id-token-audience', 'token', {
    'aud: another client': claiming({ aud: 'other' }),
    'aud: solid alone': claiming({ aud: 'solid' }),
    'aud: nobody': claiming({ aud: [] }),
    'aud: us and solid, without an azp': idToken(({ claims: own }) => (own.aud = [String(own.aud), 'solid'])),
  }),
  ...mutations('id-token-audience', 'keys', {
    'aud: another client besides': forUsAnd(['other']),
    'aud: another client besides us and solid': forUsAnd(['solid', 'other']),
  }),
  ...mutations('id-token-party', 'token', {
    'azp: another client, for us and solid': forUsAnd(['solid'], 'other'),
    'azp: solid': forUsAnd(['solid'], 'solid'),
  }),
  ...mutations('id-token-party', 'keys', { 'azp: another client, for us': claiming({ azp: 'other' }) }),
  ...mutations('id-token-nonce', 'token', {
    'nonce: another one': claiming({ nonce: 'other' }),
    'nonce: empty': claiming({ nonce: '' }),
    'nonce: null': claiming({ nonce: null }),
    'nonce: ours and more': idToken(({ claims: own }) => (own['nonce'] = `${String(own['nonce'])}x`)),
  }),
  ...mutations('id-token-time', 'token', {
    'exp: a minute ago': claiming({ exp: now - 60 }),
    'exp: at the beginning of time': claiming({ exp: 0 }),
    'nbf: in ten minutes': claiming({ nbf: now + 600 }),
  }),
  ...mutations('id-token-algorithm', 'token', {
    'alg: one that the issuer does not name': { metadata: naming('RS256', 'ES384') },
    'alg: none, which the issuer does not name': { tokens: unsigned },
    'alg: none, which the issuer names': { metadata: naming('ES256', 'none'), tokens: unsigned },
    'alg: HS256 with a secret, which the issuer names': {
      metadata: naming('ES256', 'HS256'),
      ...idToken((draft) => Object.assign(draft, { key: SECRET, header: { alg: 'HS256', kid: 'one' } })),
    },
  }),
  ...mutations('id-token-signature', 'keys', {
    'signature: a stranger’s': idToken((draft) => (draft.key = stranger.privateKey)),
    'signature: a stranger’s, with their key along': idToken((draft) => {
      draft.key = stranger.privateKey;
      draft.header = { alg: 'ES256', kid: 'two', jwk: strangersJwk };
    }),
    'signature: of another statement': { tokens: forged },
    'kid: an unknown one': idToken((draft) => (draft.header.kid = 'two')),
    'keys: none': { keys: (keys) => keys.splice(0) },
    'keys: for encryption': { keys: ([key]) => Object.assign(key ?? {}, { use: 'enc' }) },
    'keys: of a stranger': { keys: ([key]) => Object.assign(key ?? {}, strangersJwk) },
    'keys: two of one name': { keys: (keys) => keys.push({ ...keys[0] }) },
  }),
  ...mutations('webid-missing', 'keys', {
    'webid: none, and a subject that is no URL': claiming({ webid: undefined }),
    'webid: no URL': claiming({ webid: 'alice' }),
    'webid: a number': claiming({ webid: 5 }),
    'webid: a script': claiming({ webid: 'javascript:alert(1)' }),
    'webid: two in one': claiming({ webid: `${BOB} ${BOB}` }),
  }),
  ...mutations('webid-other', 'keys', {
    'webid: another person': claiming({ webid: BOB }),
    'webid: another fragment': idToken(({ claims: own }) => (own['webid'] = `${String(own['webid'])}2`)),
    'webid: another person, as the subject': claiming({ webid: undefined, sub: BOB }),
  }),
];
