import type { JWK } from 'jose';
import * as oauth from 'oauth4webapi';
import { AUTH_METHODS, type AuthMethod, type ClientChoice } from '../domain/client.ts';
import { LatchkeyError } from '../domain/errors.ts';

/** A key that authenticates Latchkey at an issuer, for `private_key_jwt`; it is no DPoP key. */
export interface ClientKey {
  readonly pair: CryptoKeyPair;
  readonly publicJwk: JWK;
}

/** Where a registration can be managed (RFC 7592 section 3). */
export interface Management {
  readonly uri: string;
  readonly token: string;
}

/** Latchkey as an issuer knows it. */
export interface Client {
  readonly id: string;
  readonly way: ClientChoice['way'];
  readonly method: AuthMethod;
  readonly secret: string | null;
  readonly key: ClientKey | null;
  /** Null for a client that did not register by itself, or whose issuer offers none. */
  readonly management: Management | null;
  /** When the registration ends, in milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
  /** The algorithm of ID tokens that the registration settled on. */
  readonly idTokenAlgorithm: string | null;
}

/**
 * A client that somebody chose rather than registered.
 *
 * @throws LatchkeyError `client-refused` where the method needs what is not there
 */
export function chosenClient(
  choice: Exclude<ClientChoice, { way: 'dynamic' }>,
  secret: string | null,
  key: ClientKey | null,
): Client {
  const method = choice.way === 'static' ? choice.method : 'none';
  const client = { management: null, expiresAt: null, idTokenAlgorithm: null };
  const known = { ...client, id: choice.clientId, way: choice.way, method, secret, key };
  authenticationOf(known);
  return known;
}

/** A client as the library wants it. */
export function toLibrary({ id, idTokenAlgorithm }: Client, skew: number): oauth.Client {
  return {
    client_id: id,
    [oauth.clockSkew]: skew,
    ...(idTokenAlgorithm !== null && { id_token_signed_response_alg: idTokenAlgorithm }),
  };
}

/**
 * How a client authenticates at the token endpoint, by exactly one method (RFC 6749 section 2.3). DPoP is sent
 * besides: it binds the token to the key and authenticates no client.
 *
 * @throws LatchkeyError `client-refused` where the method needs what is not there
 */
export function authenticationOf({ method, secret, key }: Client): oauth.ClientAuth {
  if (method === 'none') return oauth.None();
  if (method === 'private_key_jwt') {
    if (key === null) throw new LatchkeyError('client-refused', method);
    return oauth.PrivateKeyJwt(key.pair.privateKey);
  }
  if (secret === null) throw new LatchkeyError('client-refused', method);
  return method === 'client_secret_basic' ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
}

/**
 * The best method that an issuer offers. Where it states none, `client_secret_basic` is meant
 * (OpenID Connect Discovery 1.0 section 3).
 *
 * @throws LatchkeyError `issuer-unsupported`
 */
export function offeredMethod(server: oauth.AuthorizationServer): AuthMethod {
  const offered = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const method = AUTH_METHODS.find((known) => offered.includes(known));
  if (method === undefined) throw new LatchkeyError('issuer-unsupported', AUTH_METHODS.join(', '));
  return method;
}
