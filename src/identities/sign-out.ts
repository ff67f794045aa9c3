import * as v from 'valibot';
import { LatchkeyError } from '../domain/errors.ts';
import type { IdentityId, Issuer } from '../domain/identity.ts';
import { logoutUrl, revoke } from '../oidc/logout.ts';
import { type IssuerMetadata, readIssuer } from '../oidc/metadata.ts';
import { stored } from '../platform/stored.ts';
import { browserWebAuth } from '../platform/web-auth.ts';
import { toClientView } from './clients.ts';
import { endSession, getIdentity } from './identities.ts';
import { getIssuer } from './issuers.ts';
import { type IdentityRecord, records } from './records.ts';

/** Issuers whose own session in this browser goes on, for as long as the browser runs. */
const lingering = stored(
  'session',
  'still-signed-in',
  v.array(v.custom<Issuer>((issuer) => typeof issuer === 'string')),
  [],
);

export async function stillSignedInAt(): Promise<readonly Issuer[]> {
  return await lingering.read();
}

/**
 * Signs an identity out here: its tokens are deleted before anyone is asked, so this works offline, too.
 *
 * @returns the identity as it was, for `signOutThere`
 * @throws LatchkeyError `identity-unknown`
 */
export async function signOutHere(id: IdentityId): Promise<IdentityRecord> {
  const record = await getIdentity(id);
  await endSession(id, 'signed-out');
  return record;
}

/** Asks the issuer to revoke the tokens of an identity that is signed out here, and to end its own session. */
export async function signOutThere(record: IdentityRecord): Promise<void> {
  if (record.session.state === 'signed-in')
    await askIssuer(record.issuer, (metadata) => endAt(metadata, record));
}

/** What an issuer does not do ends by itself in time: the person is signed out here already. */
export async function askIssuer(
  issuer: Issuer,
  work: (metadata: IssuerMetadata) => Promise<void>,
): Promise<void> {
  await readIssuer(issuer, new URL(issuer))
    .then(work)
    .catch(() => undefined);
}

/** Ends at the issuer what is already over here: the tokens of a record, then the browser's session. */
export async function endAt(metadata: IssuerMetadata, record: IdentityRecord): Promise<void> {
  const { client, key, session, issuer } = record;
  if (session.state !== 'signed-in') return;
  await revoke(metadata, client, key, session.tokens).catch(() => undefined);
  const { idToken } = session.tokens;
  const isInUse = (await records.all()).some(
    (other) => other.issuer === issuer && other.session.state === 'signed-in',
  );
  if (idToken !== null && !isInUse) await endBrowserSession(metadata, client.id, idToken);
}

/** Without the person first; where the issuer wants their word, they are told that its session goes on. */
async function endBrowserSession(metadata: IssuerMetadata, clientId: string, idToken: string): Promise<void> {
  const { issuer } = metadata;
  const webAuth = browserWebAuth();
  const page = logoutUrl(metadata, clientId, idToken, webAuth.redirectUri);
  if (page === null) return;
  await webAuth.open(page, { interactive: false }).catch(async () => {
    await lingering.update((all) => (all.includes(issuer) ? all : [...all, issuer]));
  });
}

/**
 * Opens the issuer's own sign-out page, where the person has the last word.
 *
 * @throws LatchkeyError `issuer-untrusted`, `sign-in-cancelled`, `sign-in-page-failed`, and those of `readIssuer`
 */
export async function signOutAt(issuer: Issuer): Promise<void> {
  const [metadata, record] = await Promise.all([readIssuer(issuer, new URL(issuer)), getIssuer(issuer)]);
  const webAuth = browserWebAuth();
  const page = logoutUrl(metadata, toClientView(record).clientId, null, webAuth.redirectUri);
  if (page === null) throw new LatchkeyError('issuer-unsupported', 'end_session_endpoint');
  await webAuth.open(page, { interactive: true });
  await staySignedInAt(issuer);
}

/** Leaves the issuer's own session as it is. */
export async function staySignedInAt(issuer: Issuer): Promise<void> {
  await lingering.update((all) => all.filter((one) => one !== issuer));
}
