import { DOCUMENT_FLAWS, type DocumentFlaw } from '../domain/client.ts';
import { CLIENT_DOCUMENT_CONTEXT } from '../domain/client-document.ts';
import { isFailure } from '../domain/errors.ts';
import { KIBIBYTE, ownFetch } from '../platform/http.ts';
import { isJsonObject, Members } from './members.ts';

/** A flaw in what a document says, once it is there and can be read. */
type ContentFlaw = Exclude<DocumentFlaw, 'unreachable' | 'not-json' | 'wrong-content-type'>;

/**
 * Reads a hosted Client ID Document (Solid-OIDC section 5.1) as an issuer would, and says what is wrong with it, in
 * the order of `DOCUMENT_FLAWS`. Its context is compared, never fetched.
 *
 * @throws LatchkeyError `address-insecure`, `address-invalid`, `too-large`
 */
export async function checkClientDocument(
  clientId: URL,
  redirectUri: string,
): Promise<readonly DocumentFlaw[]> {
  const response = await readDocument(clientId);
  if (response === null) return ['unreachable'];
  const json: unknown = await response.json().catch(() => null);
  const found: Partial<Record<DocumentFlaw, boolean>> = {
    'wrong-content-type': !isLinkedData(response),
    ...(isJsonObject(json) ? flawsIn(new Members(json), clientId, redirectUri) : { 'not-json': true }),
  };
  return DOCUMENT_FLAWS.filter((flaw) => found[flaw] === true);
}

function isLinkedData({ headers }: Response): boolean {
  return /^application\/ld\+json\s*(;|$)/i.test(headers.get('content-type') ?? '');
}

function flawsIn(document: Members, clientId: URL, redirectUri: string): Record<ContentFlaw, boolean> {
  const scope = document.text('scope')?.split(' ') ?? [];
  // RFC 7591 section 2: what is left out means the grant `authorization_code` and the response type `code`.
  const hasNoCode =
    document.leavesOut('grant_types', 'authorization_code') || document.leavesOut('response_types', 'code');
  const method = document.value('token_endpoint_auth_method') ?? 'none';
  return {
    'wrong-context': !hasContext(document.value('@context')),
    'wrong-client-id': document.text('client_id') !== clientId.href,
    'redirect-uri-missing': !document.names('redirect_uris', redirectUri),
    'no-code-flow': hasNoCode,
    'no-refresh-token-grant': !document.names('grant_types', 'refresh_token'),
    'scope-without-openid': !scope.includes('openid'),
    'scope-without-webid': !scope.includes('webid'),
    'scope-without-offline-access': !scope.includes('offline_access'),
    'wrong-auth-method': method !== 'none',
  };
}

function hasContext(context: unknown): boolean {
  return [context].flat().includes(CLIENT_DOCUMENT_CONTEXT);
}

/** Null where nothing can be had: an issuer needs a plain answer, without a redirect, and so do we. */
async function readDocument(clientId: URL): Promise<Response | null> {
  try {
    const response = await ownFetch(clientId, {
      from: clientId,
      maxBytes: 64 * KIBIBYTE,
      init: { headers: { accept: 'application/ld+json' }, redirect: 'error' },
    });
    return response.ok ? response : null;
  } catch (error) {
    if (isFailure(error, 'unreachable', 'timed-out', 'redirected')) return null;
    throw error;
  }
}
