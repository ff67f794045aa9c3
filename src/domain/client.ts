/**
 * How a client may authenticate at the token endpoint (RFC 7591 section 2), the one that is tried first standing
 * first. DPoP is sent with each: it binds tokens to a key and authenticates no client.
 */
export const AUTH_METHODS = ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;

/** What Latchkey asks for everywhere: to be told the WebID, and to stay signed in. */
export const SCOPE = 'openid webid offline_access';

export type AuthMethod = (typeof AUTH_METHODS)[number];

/**
 * The way in which Latchkey is known at an issuer: by registering there itself (RFC 7591), by a Client ID
 * Document (Solid-OIDC section 5.1), or by an id that the issuer's staff gave out. The person chooses; the first is
 * what happens where nobody chose.
 */
export type ClientChoice =
  | { readonly way: 'dynamic' }
  | { readonly way: 'document'; readonly clientId: string }
  | { readonly way: 'static'; readonly clientId: string; readonly method: AuthMethod };

/** What is wrong with a Client ID Document; a document without a flaw has none of these. */
export const DOCUMENT_FLAWS = [
  'unreachable',
  'not-json',
  'wrong-content-type',
  'wrong-context',
  'wrong-client-id',
  'redirect-uri-missing',
  'no-code-flow',
  'no-refresh-token-grant',
  'scope-without-openid',
  'scope-without-webid',
  'scope-without-offline-access',
  'wrong-auth-method',
] as const;

export type DocumentFlaw = (typeof DOCUMENT_FLAWS)[number];

/** How Latchkey is known at an issuer, as the options page shows it: nothing in it is a secret. */
export interface ClientView {
  readonly way: ClientChoice['way'];
  /** Null where Latchkey has not registered yet. */
  readonly clientId: string | null;
  readonly method: AuthMethod | null;
  /** Whether a secret is kept, which is never shown. */
  readonly hasSecret: boolean;
  /** When a registration ends, in milliseconds since the epoch; null for never, or while there is none. */
  readonly expiresAt: number | null;
  /** The public key for `private_key_jwt`, for a person to hand to the issuer. */
  readonly publicJwk: Readonly<Record<string, unknown>> | null;
}
