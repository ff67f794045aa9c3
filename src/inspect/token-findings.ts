import { AUTH_METHODS, type AuthMethod } from '../domain/client.ts';
import type { Finding } from '../domain/examination.ts';
import { enumerated, type Stated } from './stated.ts';

/** A finding, but for its topic. */
export type Known = Omit<Finding, 'topic'>;

/** What `oauth4webapi` verifies (its function `supported`) and every browser that runs Latchkey can. */
const VERIFIED = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
/** What it verifies where the browser's Web Crypto can. */
const NEWER = ['Ed25519', 'EdDSA', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'];

/**
 * RFC 9449 section 5.1: of all metadata, `dpop_signing_alg_values_supported` alone tells of DPoP. Client
 * authentication is another matter: see `authentication`.
 */
export function dpop(metadata: Stated): Known {
  const algorithms = metadata.list('dpop_signing_alg_values_supported');
  if (algorithms?.includes('ES256') === true) {
    return {
      verdict: 'yes',
      says: `DPoP works at the token endpoint: dpop_signing_alg_values_supported, which alone tells of it, names ${enumerated(algorithms)}. Latchkey signs its proofs with ES256 and sends one with every token request, however it authenticates there.`,
    };
  }
  if (algorithms !== null) {
    return refused(
      `dpop_signing_alg_values_supported names ${enumerated(algorithms)}, but not ES256, with which Latchkey signs its proofs. Latchkey cannot sign in here.`,
    );
  }
  const hint = metadata.names('token_types_supported', 'dpop')
    ? ' Here token_types_supported, which no specification knows, names dpop.'
    : '';
  return {
    verdict: 'unstated',
    says: `dpop_signing_alg_values_supported is absent. It alone would tell of DPoP, so whether DPoP works at the token endpoint is unsaid; at Node Solid Server, which leaves it out too, it works.${hint} Latchkey sends a proof with every token request, and refuses a token that is not bound to its key.`,
  };
}

/** RFC 7636; the metadata is that of RFC 8414 section 2. */
export function pkce(metadata: Stated): Known {
  const methods = metadata.list('code_challenge_methods_supported');
  if (methods?.includes('S256') === true) {
    return {
      verdict: 'yes',
      says: 'code_challenge_methods_supported names S256, which Latchkey uses for every sign-in.',
    };
  }
  if (methods !== null) {
    return refused(
      `code_challenge_methods_supported names ${enumerated(methods)}, but not S256. Latchkey sends S256 and nothing weaker, which the issuer may refuse.`,
    );
  }
  return {
    verdict: 'unstated',
    says: 'code_challenge_methods_supported is absent, so whether the issuer checks PKCE is unsaid. Latchkey sends an S256 challenge all the same; a server that does not know it passes over it.',
  };
}

/** Client authentication at the token endpoint (OpenID Connect Discovery 1.0 section 3), which DPoP is not. */
export function authentication(metadata: Stated): Known {
  if (metadata.endpoint('token_endpoint').is !== 'usable') {
    return refused('There is no usable token_endpoint. Latchkey cannot sign in here.');
  }
  const stated = metadata.list('token_endpoint_auth_methods_supported');
  const offered = stated ?? ['client_secret_basic'];
  const method = AUTH_METHODS.find((known) => offered.includes(known));
  const how =
    stated === null
      ? 'token_endpoint_auth_methods_supported is absent, which means client_secret_basic (OpenID Connect Discovery 1.0 section 3).'
      : `token_endpoint_auth_methods_supported names ${enumerated(stated)}.`;
  const dpopToo =
    'None of this is about DPoP: a proof is sent with each method, and authenticates no client.';
  if (method === undefined) {
    return refused(
      `${how} Latchkey knows ${AUTH_METHODS.join(', ')}, so it cannot authenticate here. ${dpopToo}`,
    );
  }
  const algorithms = metadata.list('token_endpoint_auth_signing_alg_values_supported');
  if (method === 'private_key_jwt' && algorithms?.includes('ES256') === false) {
    return refused(
      `${how} That leaves private_key_jwt, signed with ${enumerated(algorithms)}; Latchkey signs with ES256, so it cannot authenticate here. ${dpopToo}`,
    );
  }
  return { verdict: 'yes', says: `${how} Latchkey will use ${method}${reasonFor(method)} ${dpopToo}` };
}

function reasonFor(method: AuthMethod): string {
  const order = `the first that is offered of those it knows, in its order: ${AUTH_METHODS.join(', ')}.`;
  const why =
    method === 'none'
      ? ', that is, its client ID and no secret, as an extension keeps none from the person who runs it. It is '
      : ', ';
  return `${why}${order} If a registration’s response names another method, that one is used.`;
}

/** OpenID Connect Core 1.0 section 11; without `grant_types_supported`, its default says nothing of refreshing. */
export function refresh(metadata: Stated): Known {
  const grants = metadata.list('grant_types_supported');
  if (grants === null) {
    return {
      verdict: 'unstated',
      says: 'grant_types_supported is absent, so whether there are refresh tokens is unsaid. Latchkey asks for one; without it, signing in again is needed whenever the access token ends.',
    };
  }
  if (!grants.includes('refresh_token')) {
    return refused(
      `grant_types_supported names ${enumerated(grants)}, but not refresh_token. Latchkey asks for a refresh token all the same; without it, signing in again is needed whenever the access token ends.`,
    );
  }
  if (metadata.names('scopes_supported', 'offline_access')) {
    return {
      verdict: 'yes',
      says: 'grant_types_supported names refresh_token, and scopes_supported offline_access. Latchkey asks for a refresh token and stays signed in with it.',
    };
  }
  return {
    verdict: 'partly',
    says: 'grant_types_supported names refresh_token, but scopes_supported does not name offline_access, the scope that asks for one. Latchkey sends it all the same: an issuer need not list every scope.',
  };
}

/** OpenID Connect Core 1.0 section 3.1.3.7: an ID token whose signature cannot be verified proves nothing. */
export function idToken(metadata: Stated): Known {
  const algorithms = metadata.list('id_token_signing_alg_values_supported');
  if (algorithms === null) {
    return {
      verdict: 'unstated',
      says: 'id_token_signing_alg_values_supported is absent. Latchkey then takes ID tokens signed with RS256, the default, or with what a registration’s response names.',
    };
  }
  const names = `id_token_signing_alg_values_supported names ${enumerated(algorithms)}.`;
  const verified = algorithms.filter((algorithm) => VERIFIED.includes(algorithm));
  if (verified.length > 0) {
    const rest = verified.length < algorithms.length;
    return {
      verdict: 'yes',
      says: `${names} Latchkey ${rest ? `verifies ${enumerated(verified)}, and refuses what it cannot verify` : 'can verify that'}.`,
    };
  }
  if (algorithms.some((algorithm) => NEWER.includes(algorithm))) {
    return {
      verdict: 'partly',
      says: `${names} Latchkey can verify that only in a browser that knows the algorithm.`,
    };
  }
  return refused(`${names} Latchkey can verify none of it, so it cannot sign in here.`);
}

/** A finding about an endpoint; one that Latchkey would not talk to is as good as none. */
export function statedAs(metadata: Stated, name: string, say: Record<'usable' | 'absent', Known>): Known {
  const { is } = metadata.endpoint(name);
  if (is !== 'unusable') return say[is];
  return refused(
    `${name} is stated, but what it names is no address for Latchkey, so it does not sign in here: see the deviations.`,
  );
}

export function refused(says: string): Known {
  return { verdict: 'no', says };
}
