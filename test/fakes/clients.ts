import type { Client } from '../../src/oidc/client.ts';
import { browser } from './browser.ts';
import type { Registration } from './registrations.ts';

/** A public client that an issuer registered for good. */
export const CLIENT: Client = {
  id: 'latchkey',
  way: 'dynamic',
  method: 'none',
  secret: null,
  key: null,
  management: null,
  expiresAt: null,
  idTokenAlgorithm: null,
};

/** Latchkey in the fake browser, as the staff of an issuer registers it. */
export function byStaff(client: Registration): Registration {
  const redirectUris = [browser.identity.getRedirectURL()];
  return { redirect_uris: redirectUris, post_logout_redirect_uris: redirectUris, ...client };
}
