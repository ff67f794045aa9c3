import { LatchkeyError } from '../domain/errors.ts';
import type { Issuer, WebId } from '../domain/identity.ts';
import { KIBIBYTE, ownFetch } from '../platform/http.ts';
import { parseTurtle, type Statements } from '../platform/turtle.ts';

export const SOLID = 'http://www.w3.org/ns/solid/terms#';
const MAX_PROFILE = 1024 * KIBIBYTE;

/** A document on the web, and its statements if it is Turtle. */
export interface LinkedDocument {
  readonly response: Response;
  readonly statements: Statements | null;
}

/**
 * Reads a document as Turtle, without credentials.
 *
 * @param from the address that named this one
 * @throws LatchkeyError `profile-invalid` for broken Turtle, and those of `ownFetch`
 */
export async function readDocument(url: URL, from: URL): Promise<LinkedDocument> {
  const response = await ownFetch(url, {
    from,
    maxBytes: MAX_PROFILE,
    init: { headers: { accept: 'text/turtle' } },
  });
  const isTurtle = response.ok && /^text\/turtle\b/i.test(response.headers.get('content-type') ?? '');
  return { response, statements: isTurtle ? await parseTurtle(await response.text(), response.url) : null };
}

/** The issuers that a profile names for a WebID: exact subject, `solid:oidcIssuer`, an IRI (Solid-OIDC section 4). */
export function issuersOf(profile: Statements, webId: string): Issuer[] {
  return profile.links(webId, `${SOLID}oidcIssuer`) as Issuer[];
}

/**
 * Reads a WebID's profile and makes sure that it names the issuer that signed the person in; otherwise any
 * server could sign anyone in as anybody (Solid-OIDC section 4).
 *
 * @throws LatchkeyError `profile-invalid`, `profile-names-other-issuer`, and those of `ownFetch`
 */
export async function readOwnProfile(webId: WebId, issuer: Issuer, from: URL): Promise<LinkedDocument> {
  const document = await readDocument(new URL(webId), from);
  if (document.statements === null) throw new LatchkeyError('profile-invalid', webId);
  if (!issuersOf(document.statements, webId).includes(issuer)) {
    throw new LatchkeyError('profile-names-other-issuer', webId);
  }
  return document;
}

const PARAMETER = String.raw`\s*;\s*([^\s;,"=]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?`;
const LINK = new RegExp(`<([^<>]*)>((?:${PARAMETER})*)`, 'g');

/** The targets of a response's `Link` headers with a given relation (RFC 8288), as absolute URLs. */
export function linksOf(response: Response, relation: string): string[] {
  const targets: string[] = [];
  for (const [, target = '', parameters = ''] of (response.headers.get('link') ?? '').matchAll(LINK)) {
    const url = URL.parse(target, response.url);
    if (url !== null && relationsIn(parameters).includes(relation)) targets.push(url.href);
  }
  return targets;
}

/** Only the first `rel` of a link counts (RFC 8288 section 3.3). */
function relationsIn(parameters: string): readonly string[] {
  const all = [...parameters.matchAll(new RegExp(PARAMETER, 'g'))];
  const [, , quoted, plain] = all.find(([, name]) => name?.toLowerCase() === 'rel') ?? [];
  return (quoted ?? plain ?? '').split(/\s+/);
}
