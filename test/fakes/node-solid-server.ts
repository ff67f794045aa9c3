import type { Draft, Json, Lies } from './lies.ts';

/** The person as the subject, and no `webid`. */
function bySubject({ claims }: Draft): void {
  Object.assign(claims, { sub: claims['webid'], webid: undefined });
}

/** What Node Solid Server 6.0 does otherwise than the specifications say. */
export const NODE_SOLID_SERVER: Lies = {
  metadata: (metadata: Json) =>
    Object.assign(metadata, {
      scopes_supported: ['openid', 'offline_access'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      token_types_supported: ['legacyPop', 'dpop'],
      dpop_signing_alg_values_supported: undefined,
      revocation_endpoint: undefined,
      pushed_authorization_request_endpoint: undefined,
      require_pushed_authorization_requests: undefined,
      authorization_response_iss_parameter_supported: undefined,
    }),
  callback: ({ searchParams }) => searchParams.delete('iss'),
  idToken: (draft) => {
    bySubject(draft);
    delete draft.claims['nonce'];
  },
  accessToken: bySubject,
  tokens: (body) => Object.assign(body, { token_type: 'Bearer' }),
};
