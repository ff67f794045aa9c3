import { isFailure, LatchkeyError } from '../domain/errors.ts';
import type { Tokens } from '../domain/session.ts';
import type { Client } from '../oidc/client.ts';
import { signInByCredentials } from '../oidc/client-credentials.ts';
import { isOutage } from '../oidc/failures.ts';
import { login, type SignedIn } from '../oidc/login.ts';
import { type IssuerMetadata, readIssuer } from '../oidc/metadata.ts';
import { refresh } from '../oidc/refresh.ts';
import { browserWebAuth } from '../platform/web-auth.ts';
import { clientFor, registerAnew } from './clients.ts';
import { getIssuer } from './issuers.ts';
import type { IdentityRecord } from './records.ts';

/** New tokens, and the client that they were given to. */
export interface Renewed {
  readonly client: Client;
  readonly tokens: Tokens;
}

/**
 * Gets new tokens for a session: by its refresh token, or by the client's own credentials.
 *
 * @param onSend called before the refresh token is sent
 * @throws LatchkeyError as `refresh` and `signInByCredentials`, of which another WebID ends the session
 */
export async function renew(
  record: IdentityRecord,
  tokens: Tokens,
  onSend: () => Promise<void>,
): Promise<Renewed> {
  const { issuer, client, key, webId } = record;
  const [metadata, { legacy }] = await Promise.all([readIssuer(issuer, new URL(issuer)), getIssuer(issuer)]);
  const request = { metadata, key, webId, legacy, now: Date.now };
  if (record.signsIn === 'by-credentials') {
    const signedIn = await signInByCredentials({ ...request, client }).catch((error: unknown) => {
      if (isFailure(error, 'webid-other')) throw new LatchkeyError('login-required', webId, error);
      throw error;
    });
    return { client, tokens: signedIn.tokens };
  }
  const renewedFor = async (known: Client) => ({
    client: known,
    tokens: await refresh({ ...request, client: known, tokens, onSend }),
  });
  return await renewedFor(client).catch(async (error: unknown) => {
    // An issuer that lost our registration may still know the session: it is asked once more, under a new one.
    if (isFailure(error, 'client-refused') && client.way === 'dynamic') {
      return await renewedFor(await clientAfter(client, metadata));
    }
    throw error;
  });
}

/** Registers in place of a client that was refused, unless another identity or an earlier try has done so. */
async function clientAfter(refused: Client, metadata: IssuerMetadata): Promise<Client> {
  const { registration } = await getIssuer(metadata.issuer);
  if (registration !== null && registration.id !== refused.id) return registration;
  return await registerAnew(metadata, browserWebAuth().redirectUri);
}

/**
 * Signs a person in again without showing anything, where the issuer still knows them in this browser
 * (`prompt=none`, OpenID Connect Core 1.0 section 3.1.2.1).
 *
 * @throws LatchkeyError `login-required` where the person is needed, whatever the reason; what is an outage (`isOutage`),
 *   `sign-in-busy` where another page of an issuer is open, and `locked`
 */
export async function signInSilently(record: IdentityRecord): Promise<Renewed> {
  const { webId } = record;
  try {
    const result = await loginSilently(record).catch((error: unknown) => {
      if (isFailure(error, 'sign-in-page-failed')) return loginOnceMore(record);
      throw error;
    });
    if (result.webId !== webId) throw new LatchkeyError('webid-other', result.webId);
    return result;
  } catch (error) {
    // Nobody has said then that the person is needed: the session goes on.
    if (isOutage(error) || isFailure(error, 'sign-in-busy', 'locked')) throw error;
    throw new LatchkeyError('login-required', webId, error);
  }
}

/**
 * Of a line that is cut a browser may say what it says of a page, and that says nothing of the person. Asking for the
 * issuer's metadata tells, before the page is tried again and after it.
 */
async function loginOnceMore(record: IdentityRecord): Promise<Again> {
  const { issuer } = record;
  return await loginSilently(record).catch(async (error: unknown) => {
    await readIssuer(issuer, new URL(issuer));
    throw error;
  });
}

type Again = Renewed & Pick<SignedIn, 'webId'>;

async function loginSilently({ issuer, key, webId, signsIn }: IdentityRecord): Promise<Again> {
  if (signsIn === 'by-credentials') throw new LatchkeyError('login-required', webId);
  const [metadata, { legacy }] = await Promise.all([readIssuer(issuer, new URL(issuer)), getIssuer(issuer)]);
  const webAuth = browserWebAuth();
  const client = await clientFor(metadata, webAuth.redirectUri);
  const onReturn = () => Promise.resolve();
  const request = { metadata, client, key, webAuth, legacy, interactive: false, now: Date.now, onReturn };
  return { client, ...(await login(request)) };
}
