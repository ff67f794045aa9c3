import type { CauseCode } from '../../domain/explanation.ts';
import { cleanText } from '../../domain/identity.ts';
import { errorIn } from './challenges.ts';
import { durationText, skewText } from './durations.ts';
import { type Evidence, isAskedByPage, isOk, isSafe } from './evidence.ts';
import { type Answer, MAX_WORDS, withoutTokens } from './probe.ts';

/** Two clocks that differ by less agree, in milliseconds: answers take their time. */
const AGREED = 60_000;

/** What a server has against a request that Latchkey signs. The first that is proven counts. */
export const SERVER_CAUSES: readonly (readonly [CauseCode, (evidence: Evidence) => string | null])[] = [
  ['server-error', serverError],
  ['nonce-missing', nonceMissing],
  ['proof-mismatch', ({ sent }) => sent?.misfit ?? null],
  ['token-expired', tokenExpired],
  ['proof-replayed', proofReplayed],
  ['htu-elsewhere', htuElsewhere],
  ['device-clock', (evidence) => clock(evidence, true)],
  ['pod-clock', (evidence) => clock(evidence, false)],
  ['issuer-not-named', issuerNotNamed],
  ['no-control', noControl],
  ['app-not-allowed', appNotAllowed],
  ['no-access', noAccess],
  ['not-found', notFound],
  ['works', works],
];

function serverError({ unsigned, signed }: Evidence): string | null {
  const status = Math.max(unsigned?.status ?? 0, signed?.status ?? 0);
  return status >= 500 ? String(status) : null;
}

/** RFC 9449 section 9: whoever demands a nonce gives one. CORS hides it where the host is closed to us. */
function nonceMissing({ signed, isClosed, question }: Evidence): string | null {
  const demands = signed != null && errorIn(signed.challenges)?.error === 'use_dpop_nonce';
  return demands && signed.nonce === null && isClosed === false ? question.url.host : null;
}

/** A token that somebody sent by themselves; ours are renewed. */
function tokenExpired({ sent, unsigned, now, question }: Evidence): string | null {
  const expires = question.sent?.accessToken == null ? null : (sent?.token.expires ?? null);
  const past = expires === null ? 0 : (unsigned?.date ?? now) - expires * 1000;
  return past > 0 ? durationText(past) : null;
}

/** The same proof is refused where a new one is not; or the server says so itself. */
function proofReplayed({ sent, signed, question }: Evidence): string | null {
  const isRefusedAlone = sent?.again?.status === 401 && signed != null && signed.status !== 401;
  const saysSo = refusal(signed)?.match(/\b(replay(ed)?|reused?|used (before|already)|already used)\b/i);
  return isRefusedAlone || saysSo != null ? question.url.host : null;
}

/**
 * A server that takes itself to be elsewhere compares `htu` with that place (RFC 9449 section 4.3). It says so itself,
 * or by where it says that the same path is.
 */
function htuElsewhere({ signed, unsigned, question: { url } }: Evidence): string | null {
  const said = refusal(signed);
  if (said === null) return null;
  const beside = [...(signed?.beside ?? []), ...(unsigned?.beside ?? [])].flatMap(
    (link) => URL.parse(link) ?? [],
  );
  const elsewhere = beside.find(
    ({ origin, pathname }) => origin !== url.origin && pathname.startsWith(url.pathname),
  );
  if (elsewhere !== undefined) return elsewhere.origin;
  return /\bhtu\b/i.test(said) ? '' : null;
}

/** By the pod's clock the token has ended or does not hold yet, although by ours it does. */
function clock({ signed, token, issuerDate, now, question }: Evidence, isOurs: boolean): string | null {
  const date = signed?.date ?? null;
  if (signed?.status !== 401 || date === null || token === undefined || issuerDate === undefined) return null;
  const begins = token.notBefore ?? token.issuedAt;
  const isOver = token.expires !== null && token.expires * 1000 <= date;
  const isEarly = begins !== null && begins * 1000 > date + AGREED;
  const isIssuersToo = issuerDate !== null && Math.abs(issuerDate - date) < AGREED;
  if ((!isOver && !isEarly) || Math.abs(date - now) < AGREED || isIssuersToo !== isOurs) return null;
  return `${question.url.host} is ${skewText(date, now)}`;
}

/** Solid-OIDC section 8: a resource server asks the profile whether it names the issuer. */
function issuerNotNamed({ signed, issuers, token, person }: Evidence): string | null {
  if (signed?.status !== 401 || issuers == null || person == null) return null;
  const issuer = token?.issuer ?? person.issuer;
  return issuers.includes(issuer) ? null : issuer;
}

function noControl({ signed, isRules, person }: Evidence): string | null {
  return signed?.status === 403 && isRules === true ? (person?.webId ?? '') : null;
}

/** The rules are for this person, but by other apps: Web Access Control limits origins, ACP limits clients. */
function appNotAllowed({ signed, rules, clientId, question: { site } }: Evidence): string | null {
  const apps = rules?.apps ?? null;
  if (signed?.status !== 403 || apps === null) return null;
  const app = rules?.kind === 'ACP' ? clientId : site;
  return app == null || apps.includes(app) ? null : app;
}

/** A server that answers 403 knows who asks (RFC 9110 section 15.5.4); one that lets reading pass says what else. */
function noAccess(evidence: Evidence): string | null {
  const { signed, rules, isRules, judgement, person, question } = evidence;
  const isForbidden = signed?.status === 403 && isRules === false && rules !== undefined;
  return isForbidden || lacks(signed, judgement?.mode ?? null, question.method)
    ? (person?.webId ?? '')
    : null;
}

function lacks(signed: Evidence['signed'], mode: string | null, method: string): boolean {
  const modes = signed?.wacAllow?.user ?? null;
  if (!isOk(signed) || modes === null || mode === null || isSafe({ method })) return false;
  return !modes.includes(mode) && !(mode === 'append' && modes.includes('write'));
}

function notFound({ question, unsigned, signed, judgement }: Evidence): string | null {
  const status = (judgement?.left === null ? signed : unsigned)?.status;
  return isSafe(question) && (status === 404 || status === 410) ? question.url.host : null;
}

/** Nothing stands in the way: to whoever asks by themselves, or to whoever is signed. */
function works(evidence: Evidence): string | null {
  const { question, unsigned, signed, preflight, judgement, sent } = evidence;
  if (!isSafe(question) || (question.sent !== null && sent === undefined)) return null;
  const isByPage = isAskedByPage(evidence);
  if (isByPage && preflight === undefined) return null;
  const isOpen = isOk(unsigned) && (question.site === null || judgement?.left !== null);
  return isOpen || isOk(signed) ? question.url.host : null;
}

/** What a server says about a signed request that it answers with 401, if it does. */
function refusal(signed: Evidence['signed']): string | null {
  if (signed?.status !== 401) return null;
  return wordsOf(signed);
}

/** All that a server says of a refusal. */
export function wordsOf({ challenges, words }: Answer): string {
  const { error = '', description = '' } = errorIn(challenges) ?? {};
  return withoutTokens(cleanText([error, description, words].filter(Boolean).join(': '), MAX_WORDS));
}
