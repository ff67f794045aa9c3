import { assertMayLeadTo, parseWebUrl } from '../domain/address.ts';
import { LatchkeyError } from '../domain/errors.ts';
import { type Access, ANY_POD, covers, type Grant, holdsIn, type Mode, type Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import { parseStorageRoot, type StorageRoot } from '../domain/pod.ts';
import { isNeverSigned } from '../domain/pod-setting.ts';
import { getIdentity, listRecords } from '../identities/identities.ts';
import type { SiteLogin, SiteState } from '../messaging/site-contract.ts';
import { beginReading, type Frame, frames } from '../sites/frames.ts';
import { revokeSite } from '../sites/grants.ts';
import type { Place } from './private-windows.ts';
import { authority, voiding } from './signing.ts';

/** A page of a site, as far as authority depends on it. */
export interface Page extends Place {
  readonly site: Site;
  readonly documentId: string;
}

/** What a page is told that may do nothing. */
export const NOTHING: SiteState = { webId: null, access: [] };

/** Who the person is to a site right now; null is nobody. */
export async function identityFor(site: Site, place?: Place): Promise<IdentityId | null> {
  const { active, siteIdentities } = await authority(place);
  return siteIdentities[site] ?? active;
}

/** The grants that a page has, as who the person is to its site; where nothing is signed, there is none. */
async function grantsOf(page: Page): Promise<readonly Grant[]> {
  const { site, documentId } = page;
  const [identity, known] = await Promise.all([identityFor(site, page), authority()]);
  return known.grants.filter(
    (grant) =>
      grant.site === site &&
      grant.identity === identity &&
      holdsIn(grant, documentId) &&
      (grant.storage === ANY_POD || !isNeverSigned(new URL(grant.storage), known)),
  );
}

/** What a page is told of itself. */
export async function stateOf(page: Page): Promise<SiteState> {
  const grants = await grantsOf(page);
  const [grant] = grants;
  if (grant === undefined) return NOTHING;
  const { webId, session } = await getIdentity(grant.identity);
  if (session.state === 'signed-out') return NOTHING;
  return { webId, access: grants.map(({ storage, modes }) => ({ storage, modes })) };
}

/** Revokes every grant of a site; what was prepared under them is void. */
export async function disconnectSite(site: Site): Promise<void> {
  await voiding(() => revokeSite(site));
}

/** The grant under which a page may make a request as one identity, right now. */
export async function grantFor(
  identity: IdentityId,
  page: Page,
  url: URL,
  mode: Mode,
): Promise<Grant | undefined> {
  const { site, documentId } = page;
  if ((await identityFor(site, page)) !== identity) return undefined;
  const known = await authority();
  if (isNeverSigned(url, known)) return undefined;
  return known.grants.find((one) => covers(one, { site, identity, url, mode, documentId }));
}

/**
 * What a site asks for, parsed; null for the person's own pods. A site on the internet has no business on this
 * machine or in a private network.
 *
 * @throws LatchkeyError `address-invalid`, `address-insecure`, `address-private`
 */
export function parseAccess(site: Site, asked: SiteLogin['access']): readonly Access[] | null {
  return asked?.map(({ storage, modes }) => ({ storage: parseStorage(site, storage), modes })) ?? null;
}

function parseStorage(site: Site, text: string): StorageRoot {
  if (text === ANY_POD) return ANY_POD;
  const url = parseWebUrl(text);
  assertMayLeadTo(new URL(site), url);
  return parseStorageRoot(url.href);
}

/** The identity of a WebID, or null where nobody has signed in with it. */
export async function identityOf(webId: string): Promise<IdentityId | null> {
  return (await listRecords()).find((record) => record.webId === webId)?.id ?? null;
}

/** Tells every page what it may do now; a page that may do the same hears nothing. */
export async function tellStates(): Promise<void> {
  await Promise.all(frames().map(tellState));
}

/** Tells one page what it may do now. */
export async function tellState(frame: Frame): Promise<void> {
  const asOf = beginReading();
  frame.tell(await stateOf(frame.sender).catch(() => NOTHING), asOf);
}

/**
 * @throws LatchkeyError `login-required` while nobody is signed in as an identity
 */
export async function assertSignedIn(identity: IdentityId): Promise<void> {
  if ((await getIdentity(identity)).session.state !== 'signed-in') throw new LatchkeyError('login-required');
}
