import { claims, type Json, type Lies, says } from '../../../fakes/lies.ts';
import { mutations } from './mutation.ts';

const THEIRS = { jkt: 'A'.repeat(43) };

const bound = (cnf: unknown): Lies => ({ accessToken: claims({ cnf }) });
const hash = (at_hash: unknown): Lies => ({ idToken: claims({ at_hash }) });
const opaque = (token_type: string): Lies => ({ tokens: says({ token_type, access_token: 'opaque' }) });

export const ACCESS_TOKEN = [
  ...mutations('token-not-bound', 'keys', {
    'cnf.jkt: another key’s': bound(THEIRS),
    'cnf.jkt: empty': bound({ jkt: '' }),
    'cnf.jkt: a list': bound({ jkt: [THEIRS.jkt] }),
    'cnf: none': bound(undefined),
    'cnf: null': bound(null),
    'cnf: a string': bound('jkt'),
    'cnf: a certificate': bound({ 'x5t#S256': THEIRS.jkt }),
  }),
  ...mutations('token-type', 'keys', {
    'token_type: Bearer, opaque': opaque('Bearer'),
    'token_type: Bearer, for another key': { tokens: says({ token_type: 'Bearer' }), ...bound(THEIRS) },
    'token_type: Bearer, for no key': { tokens: says({ token_type: 'Bearer' }), ...bound(undefined) },
  }),
  ...mutations('token-type', 'token', {
    'token_type: another one': opaque('mac'),
    'token_type: DPoP and more': opaque('DPoP,Bearer'),
    'token_type: empty-handed': opaque('N_A'),
  }),
  ...mutations('token-invalid', 'token', {
    'token_type: none': { tokens: says({ token_type: undefined }) },
    'access_token: none': { tokens: says({ access_token: undefined }) },
    'id_token: none': { tokens: says({ id_token: undefined }) },
  }),
  ...mutations('id-token-hash', 'keys', {
    'at_hash: another one': hash('A'.repeat(22)),
    'at_hash: empty': hash(''),
    'at_hash: null': hash(null),
    'at_hash: the access token itself': { tokens: hashedPlainly, idToken: claims({ at_hash: 'opaque' }) },
  }),
  ...mutations(
    'id-token-hash',
    'keys',
    {
      'access_token: another one than the ID token was issued with': {
        tokens: says({ access_token: 'a.b.c' }),
      },
    },
    { prepare: ({ tokens }) => void Object.assign(tokens, { statesHash: true }) },
  ),
];

function hashedPlainly(body: Json): void {
  body['access_token'] = 'opaque';
}
