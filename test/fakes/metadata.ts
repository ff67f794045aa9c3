import type { Json } from './lies.ts';

/** The metadata of Community Solid Server 7.2, as one on loopback states it. */
export const CSS: Json = {
  authorization_endpoint: 'http://localhost:3000/.oidc/auth',
  claims_parameter_supported: true,
  claims_supported: ['azp', 'sub', 'webid', 'sid', 'auth_time', 'iss'],
  code_challenge_methods_supported: ['S256'],
  end_session_endpoint: 'http://localhost:3000/.oidc/session/end',
  grant_types_supported: ['implicit', 'authorization_code', 'refresh_token', 'client_credentials'],
  issuer: 'http://localhost:3000/',
  jwks_uri: 'http://localhost:3000/.oidc/jwks',
  registration_endpoint: 'http://localhost:3000/.oidc/reg',
  authorization_response_iss_parameter_supported: true,
  response_modes_supported: ['form_post', 'fragment', 'query'],
  response_types_supported: ['code id_token', 'code', 'id_token', 'none'],
  scopes_supported: ['openid', 'profile', 'offline_access', 'webid'],
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: [
    'client_secret_basic',
    'client_secret_jwt',
    'client_secret_post',
    'private_key_jwt',
    'none',
  ],
  token_endpoint_auth_signing_alg_values_supported: ['HS256', 'RS256', 'PS256', 'ES256', 'EdDSA'],
  token_endpoint: 'http://localhost:3000/.oidc/token',
  id_token_signing_alg_values_supported: ['ES256'],
  pushed_authorization_request_endpoint: 'http://localhost:3000/.oidc/request',
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
  introspection_endpoint: 'http://localhost:3000/.oidc/token/introspection',
  dpop_signing_alg_values_supported: [
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES256K',
    'ES384',
    'ES512',
    'EdDSA',
  ],
  revocation_endpoint: 'http://localhost:3000/.oidc/token/revocation',
  claim_types_supported: ['normal'],
};

/** What Node Solid Server states: little, and nothing of DPoP, PKCE or Solid by their proper names. */
export const NSS: Json = {
  issuer: 'https://nss.example',
  jwks_uri: 'https://nss.example/jwks',
  scopes_supported: ['openid', 'offline_access'],
  response_types_supported: ['code', 'code token', 'code id_token', 'id_token code', 'id_token', 'none'],
  token_types_supported: ['legacyPop', 'dpop'],
  response_modes_supported: ['query', 'fragment'],
  grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  token_endpoint_auth_signing_alg_values_supported: ['RS256'],
  display_values_supported: [],
  claim_types_supported: ['normal'],
  claims_parameter_supported: false,
  request_parameter_supported: true,
  request_uri_parameter_supported: false,
  require_request_uri_registration: false,
  check_session_iframe: 'https://nss.example/session',
  end_session_endpoint: 'https://nss.example/logout',
  authorization_endpoint: 'https://nss.example/authorize',
  token_endpoint: 'https://nss.example/token',
  userinfo_endpoint: 'https://nss.example/userinfo',
  registration_endpoint: 'https://nss.example/register',
};

/** Metadata with the traits that the documents of Inrupt's Enterprise Solid Server name; it cannot be run here. */
export const ESS: Json = {
  issuer: 'https://login.ess.example',
  authorization_endpoint: 'https://login.ess.example/authorization',
  token_endpoint: 'https://login.ess.example/token',
  jwks_uri: 'https://login.ess.example/jwks',
  registration_endpoint: 'https://login.ess.example/registration',
  scopes_supported: ['openid', 'offline_access', 'webid'],
  response_types_supported: ['code'],
  grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256', 'RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  code_challenge_methods_supported: ['S256'],
  dpop_signing_alg_values_supported: ['ES256', 'RS256'],
  solid_oidc_supported: 'https://solidproject.org/TR/solid-oidc',
};

/** The metadata of oidc-provider 9.13, with its features for DPoP, registration, revocation and PAR. */
export const OIDC_PROVIDER: Json = {
  authorization_endpoint: 'http://localhost:3010/auth',
  claims_parameter_supported: false,
  claims_supported: ['sub', 'sid', 'auth_time', 'iss'],
  code_challenge_methods_supported: ['S256'],
  end_session_endpoint: 'http://localhost:3010/session/end',
  grant_types_supported: ['implicit', 'authorization_code', 'refresh_token'],
  issuer: 'http://localhost:3010',
  jwks_uri: 'http://localhost:3010/jwks',
  registration_endpoint: 'http://localhost:3010/reg',
  authorization_response_iss_parameter_supported: true,
  response_modes_supported: ['form_post', 'fragment', 'query'],
  response_types_supported: ['code id_token', 'code', 'id_token', 'none'],
  scopes_supported: ['openid', 'offline_access', 'webid'],
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: [
    'client_secret_basic',
    'client_secret_jwt',
    'client_secret_post',
    'private_key_jwt',
    'none',
  ],
  token_endpoint_auth_signing_alg_values_supported: ['HS256', 'RS256', 'PS256', 'ES256', 'Ed25519', 'EdDSA'],
  token_endpoint: 'http://localhost:3010/token',
  id_token_signing_alg_values_supported: ['RS256'],
  pushed_authorization_request_endpoint: 'http://localhost:3010/request',
  request_uri_parameter_supported: false,
  userinfo_endpoint: 'http://localhost:3010/me',
  dpop_signing_alg_values_supported: ['ES256', 'Ed25519', 'EdDSA'],
  revocation_endpoint: 'http://localhost:3010/token/revocation',
  claim_types_supported: ['normal'],
};

/** An issuer on the internet without a fault, but for what is changed; what is undefined is left out. */
export function faultless(change: Json = {}): Json {
  const metadata: Json = {
    ...ESS,
    issuer: 'https://idp.example',
    client_id_metadata_document_supported: true,
    pushed_authorization_request_endpoint: 'https://idp.example/par',
    revocation_endpoint: 'https://idp.example/revoke',
    end_session_endpoint: 'https://idp.example/logout',
    authorization_response_iss_parameter_supported: true,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
    ...change,
  };
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}

/** Where an issuer's metadata stands. */
export function metadataUrl(issuer: unknown): URL {
  return new URL(`${String(issuer).replace(/\/$/, '')}/.well-known/openid-configuration`);
}
