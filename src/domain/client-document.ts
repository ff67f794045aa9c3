import { SCOPE } from './client.ts';

/** The only context by which a Client ID Document is read (Solid-OIDC section 5.1). It is named, never fetched. */
export const CLIENT_DOCUMENT_CONTEXT = 'https://www.w3.org/ns/solid/oidc-context.jsonld';

/** What a person wants a Client ID Document for. */
export interface ClientDocumentRequest {
  /** Where the document will be hosted, which is the client id. */
  readonly clientId: URL;
  /** Where issuers send people back to, one for each build of Latchkey that is to use the document. */
  readonly redirectUris: readonly string[];
  /** The name that issuers show; "Latchkey" where none is given. */
  readonly name?: string;
}

/**
 * Writes the Client ID Document (Solid-OIDC section 5.1, members of RFC 7591 section 2) for a person to host: as
 * `application/ld+json`, at exactly its client id.
 */
export function generateClientDocument({ clientId, redirectUris, name }: ClientDocumentRequest): string {
  const document = {
    '@context': [CLIENT_DOCUMENT_CONTEXT],
    client_id: clientId.href,
    client_name: name ?? 'Latchkey',
    client_uri: new URL('/', clientId).href,
    // Issuers refuse a silent sign-in to `native` clients.
    application_type: 'web',
    redirect_uris: redirectUris,
    post_logout_redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: SCOPE,
    // What everyone can read holds no secret.
    token_endpoint_auth_method: 'none',
    require_auth_time: false,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
