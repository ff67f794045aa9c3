import * as v from 'valibot';
import type { IdentityId, Issuer } from '../domain/identity.ts';
import { logoutUrl, revoke, withHint } from '../oidc/logout.ts';
import { type IssuerMetadata, readIssuer } from '../oidc/metadata.ts';
import { stored } from '../platform/stored.ts';
import { browserWebAuth } from '../platform/web-auth.ts';
import { endSession, getIdentity } from './identities.ts';
import { type IdentityRecord, records } from './records.ts';

/**
 * Issuers whose own session in this browser goes on, for as long as the browser runs, each with the page that ends
 * it. The page names us and not the session: no token outlives a sign-out.
 */
const lingering = stored<Readonly<Record<string, string>>>(
  'session',
  'still-signed-in',
  v.record(v.string(), v.string()),
  {},
);

/** Issuers that the person is still signed in at, though nobody here is. */
export async function stillSignedInAt(): Promise<readonly Issuer[]> {
  const all = Object.keys(await lingering.read()) as Issuer[];
  const isInUse = await Promise.all(all.map((issuer) => isSignedInAt(issuer)));
  return all.filter((_, index) => isInUse[index] === false);
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
  if (idToken === null || (await isSignedInAt(issuer))) return;
  await endBrowserSession(metadata, client.id, idToken);
}

async function isSignedInAt(issuer: Issuer): Promise<boolean> {
  return (await records.all()).some(
    (record) => record.issuer === issuer && record.session.state === 'signed-in',
  );
}

/** Without the person first; where the issuer wants their word, they are told that its session goes on. */
async function endBrowserSession(metadata: IssuerMetadata, clientId: string, idToken: string): Promise<void> {
  const { issuer } = metadata;
  const webAuth = browserWebAuth();
  const page = logoutUrl(metadata, clientId, webAuth.redirectUri);
  if (page === null) return;
  await webAuth.open(withHint(page, idToken), { interactive: false }).catch(async () => {
    await lingering.update((all) => ({ ...all, [issuer]: page.href }));
  });
}

/**
 * Opens the issuer's own sign-out page, where the person has the last word.
 *
 * @throws LatchkeyError `sign-in-cancelled`, `sign-in-page-failed`
 */
export async function signOutAt(issuer: Issuer): Promise<void> {
  const page = (await lingering.read())[issuer];
  if (page === undefined) return;
  await browserWebAuth().open(new URL(page), { interactive: true });
  await staySignedInAt(issuer);
}

/** Leaves the issuer's own session as it is. */
export async function staySignedInAt(issuer: Issuer): Promise<void> {
  await lingering.update((all) => Object.fromEntries(Object.entries(all).filter(([one]) => one !== issuer)));
}
