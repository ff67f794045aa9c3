import type { FakeIssuer } from '../../../fakes/issuer.ts';
import { at, type Json, type Lies } from '../../../fakes/lies.ts';
import { FLOW, type Mutation, mutations, PUSHED_FLOW } from './mutation.ts';

/** Changes the issuer that the metadata states. */
function stated(change: (issuer: string) => unknown): Lies {
  return {
    metadata: (metadata) => {
      metadata['issuer'] = change(String(metadata['issuer']));
    },
  };
}

function tooMany(keys: Json[]): void {
  keys.push(...Array<Json>(32).fill({ kty: 'EC' }));
}

const stating = (change: Json): Lies => ({ metadata: (metadata) => void Object.assign(metadata, change) });

const METADATA = [
  ...mutations('issuer-mismatch', 'metadata', {
    'issuer: another one': stated(() => 'https://evil.example/'),
    'issuer: without its slash': stated((issuer) => issuer.slice(0, -1)),
    'issuer: with a slash more': stated((issuer) => `${issuer}/`),
    'issuer: in capitals': stated((issuer) => issuer.toUpperCase()),
    'issuer: with a query': stated((issuer) => `${issuer}?a`),
    'issuer: empty': stated(() => ''),
  }),
  ...mutations('issuer-invalid', 'metadata', {
    'issuer: none': stated(() => undefined),
    'issuer: a list': stated((issuer) => [issuer]),
  }),
  ...mutations('address-insecure', 'metadata', {
    'token endpoint: without encryption': stating({ token_endpoint: 'http://idp.example/token' }),
  }),
  ...mutations('address-private', 'metadata', {
    'token endpoint: in a private network': stating({ token_endpoint: 'https://10.0.0.1/token' }),
  }),
  ...mutations('issuer-unsupported', 'metadata', {
    'DPoP: without our algorithm': stating({ dpop_signing_alg_values_supported: ['EdDSA'] }),
  }),
  ...mutations('issuer-invalid', 'keys', {
    'keys: thirty-three': { keys: tooMany },
    'keys: thirty-three, at an address in capitals': {
      metadata: (metadata) => {
        metadata['jwks_uri'] = String(metadata['jwks_uri']).replace('http://localhost', 'HTTP://LOCALHOST');
      },
      keys: tooMany,
    },
    'keys: no list': { answer: at(FLOW.keys, { body: { keys: 'none' } }) },
  }),
  ...mutations('too-large', 'keys', {
    'keys: more than 64 KiB': { keys: ([key]) => Object.assign(key ?? {}, { x: 'x'.repeat(65_536) }) },
  }),
];

const push = ({ page }: FakeIssuer) => void Object.assign(page, { wantsPushed: true });

/** A redirect from where a request went: it is refused, and nobody goes there. */
const REDIRECTS = [302, 303, 307, 308].flatMap((status) => {
  const elsewhere = { status, headers: { location: '/elsewhere' }, body: '' };
  const from = (path: string): Lies => ({ answer: at(path, elsewhere) });
  const plain = (['metadata', 'registration', 'token', 'keys'] as const).flatMap((step) =>
    mutations('redirected', step, { [`redirect: ${status} from the ${step}`]: from(FLOW[step]) }),
  );
  const what = `redirect: ${status} from the pushed request`;
  return [
    ...plain,
    ...mutations('redirected', 'pushed', { [what]: from(PUSHED_FLOW.pushed) }, { prepare: push }),
  ];
});

export const ISSUER: readonly Mutation[] = [...METADATA, ...REDIRECTS];
