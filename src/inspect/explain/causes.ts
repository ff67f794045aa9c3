import type { Cause, CauseCode } from '../../domain/explanation.ts';
import type { LeftBecause } from '../../domain/inspection.ts';
import { type Evidence, isAskedByPage, isOk, isRefused, isSafe, isSignedByApp } from './evidence.ts';
import type { Probed } from './probe.ts';
import { SERVER_CAUSES } from './server-causes.ts';

/** What a cause is about, if the evidence proves it; else null. */
export type Proof = (evidence: Evidence) => string | null;

/** What keeps any answer away, then what Latchkey itself does, then what becomes of the session. */
const CAUSES: readonly (readonly [CauseCode, Proof])[] = [
  ['server-down', serverDown],
  ['host-not-allowed', hostNotAllowed],
  ['policy-never', (evidence) => leftBecause(evidence, 'policy', evidence.question.url.host)],
  ['anonymous', (evidence) => leftBecause(evidence, 'anonymous', '')],
  ['not-a-pod', (evidence) => leftBecause(evidence, 'not-a-pod', evidence.question.url.host)],
  ['method-unknown', (evidence) => leftBecause(evidence, 'method', evidence.question.method)],
  ['signed-out', (evidence) => inState(evidence, 'signed-out')],
  ['session-ended', sessionEnded],
  ['mode-not-granted', modeNotGranted],
  ['site-not-granted', siteNotGranted],
  ['client-unknown', (evidence) => unsignable(evidence, ['client-refused'])],
  ['issuer-down', (evidence) => unsignable(evidence, ['unreachable', 'timed-out'])],
  ['not-renewed', notRenewed],
  ['cors', cors],
  ...SERVER_CAUSES,
];

/** The first cause that the evidence proves; null where it proves none. */
export function causeOf(evidence: Evidence): Cause | null {
  for (const [code, proof] of CAUSES) {
    const subject = proof(evidence);
    if (subject !== null) return { code, subject };
  }
  return null;
}

/** Nothing came back; where the browser hides every answer, only one that it does not show either tells. */
function serverDown({ unsigned, isClosed, answersAtAll, question }: Evidence): string | null {
  return unsigned === null && (isClosed === false || answersAtAll === false) ? question.url.host : null;
}

function hostNotAllowed(evidence: Evidence): string | null {
  const { judgement, closed = [] } = evidence;
  const isKept = judgement?.left === null && closed.length > 0 && !isSignedByApp(evidence);
  return isKept ? closed.join(', ') : null;
}

function leftBecause(evidence: Evidence, why: LeftBecause, subject: string): string | null {
  const isLeft = evidence.judgement?.left === why && !isSignedByApp(evidence);
  return isLeft && wantsSignature(evidence) ? subject : null;
}

function inState(evidence: Evidence, state: string): string | null {
  const { person } = evidence;
  const isIt = person?.state === state && !isSignedByApp(evidence) && wantsSignature(evidence);
  return isIt ? person.name : null;
}

function sessionEnded(evidence: Evidence): string | null {
  const isEnded = evidence.unsignable?.code === 'login-required';
  return isEnded ? (evidence.person?.name ?? '') : inState(evidence, 'login-required');
}

function modeNotGranted(evidence: Evidence): string | null {
  const { grants = [], judgement } = evidence;
  const mode = judgement?.mode ?? null;
  if (mode === null || grants.length === 0 || grants.some(({ modes }) => modes.includes(mode))) return null;
  return leftBecause(evidence, 'no-grant', mode);
}

function siteNotGranted(evidence: Evidence): string | null {
  return leftBecause(evidence, 'no-grant', evidence.question.site ?? '');
}

function unsignable({ unsignable: failure }: Evidence, codes: readonly string[]): string | null {
  return failure != null && codes.includes(failure.code) ? failure.subject : null;
}

function notRenewed({ unsignable: failure }: Evidence): string | null {
  return failure == null ? null : failure.code;
}

/** An answer that is there and that no page of another origin may read (Fetch section 3.2). */
function cors(evidence: Evidence): string | null {
  if (!isAskedByPage(evidence)) return null;
  const { unsigned, signed, preflight, isClosed, answersAtAll, question } = evidence;
  if (isClosed === true) return unsigned === null && answersAtAll === true ? question.url.host : null;
  const answer = isOk(signed) ? signed : unsigned;
  const isHidden = isOk(answer) && !letsIn(answer, evidence);
  return isHidden && preflight !== undefined && !letsIn(preflight, evidence) ? question.url.host : null;
}

/** Whether an answer may be read by pages of the site, as far as it tells us whom it lets in. */
export function letsIn(answer: Probed | undefined, { question: { site }, origin }: Evidence): boolean {
  const allowed = answer?.allowOrigin ?? null;
  return allowed === '*' || (allowed !== null && (allowed === site || allowed === origin));
}

/** Whether the request comes to nothing unless it is signed: so it was seen, or it is one that cannot be tried. */
function wantsSignature({ unsigned, question }: Evidence): boolean {
  return isRefused(unsigned) || (unsigned != null && !isSafe(question));
}
