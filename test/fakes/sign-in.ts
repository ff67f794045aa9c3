import { generateDpopKey } from '../../src/dpop/keys.ts';
import { login } from '../../src/oidc/login.ts';
import { readIssuer } from '../../src/oidc/metadata.ts';
import { register } from '../../src/oidc/registration.ts';
import type { FakeIssuer } from './issuer.ts';

export const REDIRECT_URI = 'https://latchkey.chromiumapp.org/';

/** A whole sign-in at an issuer, without the browser: all that it came to. */
export async function signInAt(issuer: FakeIssuer, { legacy = false, interactive = true } = {}) {
  const metadata = await readIssuer(issuer.url, new URL(issuer.url));
  const clientKey = await generateDpopKey();
  const [client, key] = await Promise.all([register(metadata, REDIRECT_URI, clientKey), generateDpopKey()]);
  const webAuth = { redirectUri: REDIRECT_URI, open: issuer.visit };
  const onReturn = () => Promise.resolve();
  const request = { metadata, client, key, webAuth, legacy, interactive, onReturn, now: Date.now };
  const { webId, tokens } = await login(request);
  return { metadata, client, key, webId, tokens };
}
