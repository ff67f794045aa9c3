import { generateDpopKey } from '../../src/dpop/keys.ts';
import { login } from '../../src/oidc/login.ts';
import { readIssuer } from '../../src/oidc/metadata.ts';
import { register } from '../../src/oidc/registration.ts';
import type { FakeIssuer } from './issuer.ts';

export const REDIRECT_URI = 'https://latchkey.chromiumapp.org/';

/** A whole sign-in at an issuer, without the browser: all that it came to. */
export async function signInAt(issuer: FakeIssuer) {
  const metadata = await readIssuer(issuer.url, new URL(issuer.url));
  const [client, key] = await Promise.all([register(metadata, REDIRECT_URI), generateDpopKey()]);
  const webAuth = { redirectUri: REDIRECT_URI, open: issuer.visit };
  const onReturn = () => Promise.resolve();
  const { webId, tokens } = await login({ metadata, client, key, webAuth, onReturn, now: Date.now });
  return { metadata, client, key, webId, tokens };
}
