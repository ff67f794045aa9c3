import type { Json, Lies, Statement } from './lies.ts';

/** What an issuer states of itself in public, but for its lies. */
export function metadataOf(issuer: string, wantsPushed: boolean, lies: Lies): Statement {
  const metadata: Json = {
    issuer,
    authorization_endpoint: `${issuer}authorize`,
    token_endpoint: `${issuer}token`,
    jwks_uri: `${issuer}jwks`,
    registration_endpoint: `${issuer}register`,
    revocation_endpoint: `${issuer}revoke`,
    end_session_endpoint: `${issuer}logout`,
    pushed_authorization_request_endpoint: `${issuer}pushed`,
    require_pushed_authorization_requests: wantsPushed,
    scopes_supported: ['openid', 'webid', 'offline_access'],
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: [
      'none',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
    ],
    id_token_signing_alg_values_supported: ['ES256'],
    dpop_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true,
  };
  lies.metadata?.(metadata);
  return mutated(say(200, metadata), lies.discovery);
}

/** The profile of the issuer's one person. */
export function profileAt(issuer: string, lies: Lies): Statement {
  const turtle = `<#me> <http://www.w3.org/ns/solid/terms#oidcIssuer> <${issuer}>;
    <http://www.w3.org/ns/pim/space#storage> <${issuer}alice/>; <http://xmlns.com/foaf/0.1/name> "Alice".`;
  return mutated({ status: 200, headers: { 'content-type': 'text/turtle' }, body: turtle }, lies.profile);
}

export function say(status: number, body: unknown): Statement {
  return { status, headers: { 'content-type': 'application/json' }, body };
}

export function mutated(statement: Statement, lie: ((statement: Statement) => void) | undefined): Statement {
  lie?.(statement);
  return statement;
}
