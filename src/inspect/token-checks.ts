import type { Issuer, WebId } from '../domain/identity.ts';
import { webIdIn } from '../oidc/tokens.ts';
import { type Json, timeIn } from './decoded-token.ts';
import { enumerated, shown } from './stated.ts';

/** What came of a check: it holds, it does not, or nobody can tell; `pending` while what it takes is being read. */
export type CheckVerdict = 'yes' | 'no' | 'unknown' | 'pending';

/** One check of a token, in a sentence. */
export interface Check {
  readonly of: string;
  readonly verdict: CheckVerdict;
  readonly says: string;
}

/** What a token is held against. */
export interface Expected {
  readonly jkt: string;
  readonly clientId: string;
  readonly issuer: Issuer;
  readonly webId: WebId;
}

/** A clock that is this far behind its server's, in milliseconds, still finds a new token made in the past. */
const LEEWAY = 60_000;

/** RFC 9449 section 6.1: the token is of use to nobody but the holder of the key. */
export function keyCheck(claims: Json, { jkt }: Pick<Expected, 'jkt'>): Check {
  const { cnf } = claims;
  const stated = typeof cnf === 'object' && cnf !== null && 'jkt' in cnf ? cnf.jkt : undefined;
  if (stated === jkt) return yes('Key', 'cnf.jkt is the thumbprint of this key.');
  if (stated === undefined)
    return no('Key', 'There is no cnf.jkt: the token is bound to no key, and whoever holds it could use it.');
  return no('Key', `cnf.jkt is ${inWords(stated)}, and the thumbprint of this key is ${jkt}.`);
}

/** Solid pods look for `solid` in the audience of an access token; what others look for, only they know. */
export function accessAudienceCheck(claims: Json): Check {
  const audiences = listOf(claims['aud']);
  if (audiences.length === 0)
    return no('Audience', 'There is no aud: the token says nowhere who may take it.');
  if (audiences.includes('solid')) return yes('Audience', 'aud names solid, for which Solid pods look.');
  return unknown(
    'Audience',
    `aud names ${enumerated(audiences)} and not solid; whether a pod takes that, only the pod knows.`,
  );
}

/** Solid-OIDC section 8: an ID token is for the client, and may be for `solid` beside it. */
export function idAudienceCheck(claims: Json, { clientId }: Pick<Expected, 'clientId'>): Check {
  const audiences = listOf(claims['aud']);
  const others = audiences.filter((audience) => audience !== clientId && audience !== 'solid');
  const { azp } = claims;
  if (audiences.length === 0) return no('Audience', 'There is no aud: the token is for nobody.');
  if (others.length > 0) return no('Audience', `aud names ${enumerated(others)}, beside or instead of us.`);
  if (azp !== undefined && azp !== clientId)
    return no('Audience', `azp is ${inWords(azp)}, which is not our client ID.`);
  return yes(
    'Audience',
    `aud names ${audiences.includes(clientId) ? 'our client ID' : 'solid'} and nobody else.`,
  );
}

/** Issuers are compared letter by letter. */
export function issuerCheck(claims: Json, { issuer }: Pick<Expected, 'issuer'>): Check {
  const { iss } = claims;
  if (iss === issuer) return yes('Issuer', 'iss is the issuer of this identity.');
  if (iss === undefined) return no('Issuer', 'There is no iss: the token does not say who made it.');
  return no('Issuer', `iss is ${inWords(iss)}, and the issuer of this identity is ${shown(issuer)}.`);
}

/** Solid-OIDC section 8: the WebID stands in `webid`, else in a `sub` that is a URL. */
export function webIdCheck(claims: Json, { webId }: Pick<Expected, 'webId'>): Check {
  const stated = webIdIn(claims);
  if (stated === webId) return yes('WebID', 'The token is about this WebID.');
  if (stated === null) return no('WebID', 'Neither webid nor sub holds a WebID.');
  return no('WebID', `The token is about ${shown(stated)}, which is another WebID.`);
}

/** RFC 7519 section 4.1: `exp` is to come, `iat` and `nbf` are past, by our clock. */
export function timeCheck(claims: Json, now: number): Check {
  const exp = timeIn(claims, 'exp');
  if (exp === null) return no('Time', 'There is no exp: the token says nowhere when it ends.');
  if (exp <= now) return no('Time', 'exp is past: the token has expired.');
  if (isToCome(timeIn(claims, 'nbf'), now))
    return no('Time', 'nbf is still to come: the token does not count yet, or our clock is slow.');
  if (isToCome(timeIn(claims, 'iat'), now))
    return no('Time', 'iat is still to come: the issuer’s clock is fast, or ours is slow.');
  return yes('Time', 'By this device’s clock it has begun to count, and has not ended.');
}

function isToCome(time: number | null, now: number): boolean {
  return time !== null && time > now + LEEWAY;
}

export function yes(of: string, says: string): Check {
  return { of, verdict: 'yes', says };
}

export function no(of: string, says: string): Check {
  return { of, verdict: 'no', says };
}

/** A check that could not be made. */
export function unknown(of: string, why: string): Check {
  return { of, verdict: 'unknown', says: `Not known: ${why}` };
}

function listOf(audience: unknown): readonly string[] {
  return [audience].flat().filter((one) => typeof one === 'string');
}

/** Whatever a claim holds, fit for a sentence. */
function inWords(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object' : shown(String(value));
}
