import { LatchkeyError } from '../domain/errors.ts';
import type { Issuer, WebId } from '../domain/identity.ts';
import { type IssuerMetadata, readIssuerAt } from './metadata.ts';
import { issuersOf, type LinkedDocument, linksOf, readDocument, SOLID } from './webid.ts';

/** Where a person can sign in, found from what they typed. */
export interface Discovered {
  /** The WebID that was typed or that owns the pod; null where only an issuer is known. */
  readonly webId: WebId | null;
  readonly issuers: readonly Issuer[];
}

/**
 * Finds the issuers behind a WebID, a pod, a resource in a pod, or an issuer, in this order of what the address
 * itself says: profile, issuer metadata, owner of the pod, issuer at the pod's origin.
 *
 * @throws LatchkeyError `address-not-solid`, `profile-invalid`, `profile-names-no-issuer`, `unreachable`, …
 */
export async function discover(address: URL): Promise<Discovered> {
  const [document, issuer] = await Promise.allSettled([
    readDocument(address, address),
    readIssuerAt(address),
  ]);

  const profile = document.status === 'fulfilled' ? fromProfile(document.value, address) : null;
  if (profile !== null) return profile;
  if (issuer.status === 'fulfilled') return fromIssuer(issuer.value);
  if (document.status === 'rejected') throw document.reason;
  if (address.hash !== '') throw new LatchkeyError('profile-invalid', address.href);

  return (
    (await fromOwner(document.value, address)) ??
    (await readIssuerAt(new URL('/', address)).then(fromIssuer, () => {
      throw new LatchkeyError('address-not-solid', address.host);
    }))
  );
}

function fromIssuer({ issuer }: IssuerMetadata): Discovered {
  return { webId: null, issuers: [issuer] };
}

/** A profile may be typed with its fragment, or as the document that describes one person. */
function fromProfile({ statements }: LinkedDocument, address: URL): Discovered | null {
  if (statements === null) return null;
  const people = statements
    .subjectsWith(`${SOLID}oidcIssuer`)
    .filter((subject) => subject === address.href || subject.startsWith(`${address.href}#`));
  const [webId] = people;
  if (webId === undefined || people.length > 1) {
    if (address.hash !== '') throw new LatchkeyError('profile-names-no-issuer', address.href);
    return null;
  }
  return { webId: webId as WebId, issuers: issuersOf(statements, webId) };
}

/** Solid Protocol section 4.1: a pod may name its owner in a link or in its storage description. */
async function fromOwner({ response }: LinkedDocument, address: URL): Promise<Discovered | null> {
  const [owner = await describedOwner(response, address)] = linksOf(response, `${SOLID}owner`);
  if (owner === undefined) return null;
  const { statements } = await readDocument(new URL(owner), address);
  if (statements === null) throw new LatchkeyError('profile-invalid', owner);
  const issuers = issuersOf(statements, owner);
  if (issuers.length === 0) throw new LatchkeyError('profile-names-no-issuer', owner);
  return { webId: owner as WebId, issuers };
}

async function describedOwner(response: Response, address: URL): Promise<string | undefined> {
  const [description] = linksOf(response, `${SOLID}storageDescription`);
  if (description === undefined) return undefined;
  const { statements } = await readDocument(new URL(description), address);
  return statements
    ?.subjectsWith(`${SOLID}owner`)
    .flatMap((subject) => statements.links(subject, `${SOLID}owner`))[0];
}
