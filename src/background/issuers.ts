import { parseTyped, parseWebUrl } from '../domain/address.ts';
import type { DocumentFlaw } from '../domain/client.ts';
import type { Issuer } from '../domain/identity.ts';
import type { IssuerView } from '../domain/view.ts';
import { toClientView } from '../identities/clients.ts';
import { changeIssuer, listIssuers, trust } from '../identities/issuers.ts';
import { checkClientDocument } from '../oidc/client-document.ts';
import { readIssuerAt } from '../oidc/metadata.ts';
import { browserWebAuth } from '../platform/web-auth.ts';

/** The trusted issuers, as the options page shows them. */
export async function issuerViews(): Promise<readonly IssuerView[]> {
  return (await listIssuers()).map((record) => ({
    issuer: record.id,
    client: toClientView(record),
    legacy: record.legacy,
  }));
}

/**
 * Trusts the issuer at an address that a person typed, once it says that it is one.
 *
 * @throws LatchkeyError `address-…`, `issuer-…`, `unreachable`, …
 */
export async function addIssuer(address: string): Promise<Issuer> {
  const { issuer } = await readIssuerAt(parseTyped(address));
  await trust(issuer);
  return issuer;
}

/**
 * @throws LatchkeyError `issuer-untrusted`
 */
export async function setLegacy(issuer: Issuer, legacy: boolean): Promise<void> {
  await changeIssuer(issuer, () => ({ legacy }));
}

/**
 * @throws LatchkeyError `address-…` where it is no address for a Client ID Document
 */
export async function checkDocument(clientId: string): Promise<readonly DocumentFlaw[]> {
  return await checkClientDocument(parseWebUrl(clientId), browserWebAuth().redirectUri);
}
