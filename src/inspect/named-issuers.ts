import { LatchkeyError } from '../domain/errors.ts';
import type { Issuer, WebId } from '../domain/identity.ts';
import { issuersOf, readDocument } from '../oidc/webid.ts';

/**
 * The issuers that the profile of a WebID names right now.
 *
 * @throws LatchkeyError `profile-invalid`, and those of `ownFetch`
 */
export async function issuersNamedBy(webId: WebId): Promise<readonly Issuer[]> {
  const url = new URL(webId);
  const { statements } = await readDocument(url, url);
  if (statements === null) throw new LatchkeyError('profile-invalid', webId);
  return issuersOf(statements, webId);
}
