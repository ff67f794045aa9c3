import type { AuthMethod, ClientChoice, ClientView } from '../src/domain/client.ts';

export type Way = ClientChoice['way'];

/** The ways in which an issuer may know Latchkey, each with what it means. */
export const WAYS: Readonly<Record<Way, { readonly title: string; readonly about: string }>> = {
  dynamic: {
    title: 'Registers by itself',
    about: 'Latchkey introduces itself at the first sign-in, and again when that registration ends.',
  },
  document: {
    title: 'Client ID Document',
    about: 'The client ID is a URL of yours. The issuer reads there what Latchkey is.',
  },
  static: {
    title: 'Client ID from the issuer',
    about: 'Whoever runs the issuer gave you a client ID, with or without a secret.',
  },
};

/** What each method at the token endpoint does. The methods themselves are shown by their names in RFC 7591. */
export const METHOD_ABOUT: Readonly<Record<AuthMethod, string>> = {
  none: 'Nothing but the client ID is sent.',
  client_secret_basic: 'The secret is sent in the Authorization header.',
  client_secret_post: 'The secret is sent in the body of the request.',
  private_key_jwt: 'Latchkey signs a statement with a key that never leaves this browser.',
};

/** How Latchkey is known at an issuer, in a few words. */
export function clientWords({ way, clientId, method }: ClientView): string {
  if (way === 'dynamic' && clientId === null) return 'Registers at the first sign-in';
  const words = way === 'dynamic' ? 'Registered by itself' : WAYS[way].title;
  return method === null ? words : `${words} · ${method === 'none' ? 'no secret' : method}`;
}

/** Why Latchkey is known in this way and not in another. */
export function clientReason({ way, clientId }: ClientView): string {
  if (way !== 'dynamic') return 'You chose this.';
  return clientId === null
    ? 'You chose nothing else. It works if this issuer lets apps register.'
    : 'This issuer lets apps register; you chose nothing else.';
}

/** When a registration ends, in the person's own way of writing dates. */
export function expiryWords({ expiresAt }: ClientView): string {
  if (expiresAt === null) return 'Never';
  return new Date(expiresAt).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' });
}
