import type { DocumentFlaw } from '../domain/client.ts';

/** What a person reads for each flaw of a Client ID Document: what is wrong, then what to write there. */
const SENTENCES: Record<DocumentFlaw, string> = {
  unreachable:
    'The document cannot be read there. Its address has to answer anybody with status 200, without a redirect or a sign-in.',
  'not-json':
    'The document is not a JSON object. Copy the generated document as it is, from the first brace to the last.',
  'wrong-content-type':
    'The document is served as something else than JSON-LD. Have the server send the header “Content-Type: application/ld+json”.',
  'wrong-context':
    'The member “@context” does not name the context of Solid-OIDC. Write “https://www.w3.org/ns/solid/oidc-context.jsonld”.',
  'wrong-client-id':
    'The member “client_id” is not the address of the document itself. Write exactly the address that is typed here.',
  'redirect-uri-missing':
    'The list “redirect_uris” leaves out this browser’s Latchkey, so issuers would refuse to send people back. Add the redirect URI that is shown here.',
  'no-code-flow':
    'The document rules out the authorization code flow. Put “authorization_code” into “grant_types” and “code” into “response_types”.',
  'no-refresh-token-grant':
    'The list “grant_types” leaves out “refresh_token”, so signing in would be needed again and again. Add it.',
  'scope-without-openid': 'The member “scope” leaves out “openid”. Write “openid webid offline_access”.',
  'scope-without-webid':
    'The member “scope” leaves out “webid”, so the issuer would not tell the WebID. Write “openid webid offline_access”.',
  'scope-without-offline-access':
    'The member “scope” leaves out “offline_access”, so there would be no refresh token. Write “openid webid offline_access”.',
  'wrong-auth-method':
    'The member “token_endpoint_auth_method” asks for a secret, which a public document cannot hold. Write “none”.',
};

/** The sentence for a flaw of a Client ID Document. */
export function flawText(flaw: DocumentFlaw): string {
  return SENTENCES[flaw];
}
