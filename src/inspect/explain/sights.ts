import { MATTERS, type Matter, type Sight } from '../../domain/explanation.ts';
import type { LeftBecause } from '../../domain/inspection.ts';
import { letsIn } from './causes.ts';
import { skewText } from './durations.ts';
import { type Evidence, isOk, isRefused } from './evidence.ts';
import type { Probed } from './probe.ts';
import { wordsOf } from './server-causes.ts';

type Seen = Omit<Sight, 'matter'>;

/** What was seen of each matter; null where it was not looked at. */
const SEEN: Record<Matter, (evidence: Evidence) => Seen | null> = {
  latchkey,
  host,
  unsigned: ({ unsigned }) => (unsigned === undefined ? null : answered('Unsigned', unsigned)),
  cors,
  session,
  signed: ({ signed }) => (signed === undefined ? null : answered('Signed', signed)),
  words,
  proof,
  clock,
  profile,
  rules,
};

/** What was looked at, in order, in a sentence each. */
export function sightsOf(evidence: Evidence): readonly Sight[] {
  return MATTERS.flatMap((matter) => {
    const seen = SEEN[matter](evidence);
    return seen === null ? [] : [{ matter, ...seen }];
  });
}

const LEFT: Record<LeftBecause, string> = {
  anonymous: 'Latchkey leaves the request unsigned: you are anonymous there.',
  method: 'Latchkey leaves the request unsigned: no grant speaks of such a method.',
  'not-a-pod': 'Latchkey leaves the request unsigned: the address lies in no pod that it knows.',
  frame: 'Latchkey leaves the request unsigned: a frame of another origin asks.',
  policy: 'Latchkey leaves the request unsigned: the pod is set to “Never”.',
  'no-grant': 'Latchkey leaves the request unsigned: no grant of yours covers it.',
};

function latchkey({ judgement, person }: Evidence): Seen | null {
  if (judgement === undefined) return null;
  if (judgement.left !== null) return { isRight: false, says: LEFT[judgement.left] };
  const under = judgement.grant === null ? '' : `, under a grant to ${judgement.grant.modes.join(', ')}`;
  return { isRight: true, says: `Latchkey signs the request as ${person?.webId ?? 'somebody'}${under}.` };
}

function host({ closed }: Evidence): Seen | null {
  if (closed === undefined) return null;
  if (closed.length === 0) return { isRight: true, says: 'The browser lets Latchkey reach the hosts.' };
  return { isRight: false, says: `The browser keeps Latchkey from ${closed.join(', ')}.` };
}

function answered(how: string, answer: Probed): Seen {
  if (answer === null) return { isRight: false, says: `${how}, nothing came back that could be read.` };
  if (answer.status === 0) return { isRight: null, says: `${how}, it was sent to another address.` };
  const isRight = isOk(answer) ? true : isRefused(answer) || answer.status >= 400 ? false : null;
  return { isRight, says: `${how}, GET was answered ${answer.status}.` };
}

function cors(evidence: Evidence): Seen | null {
  const { unsigned, preflight, question } = evidence;
  if (preflight === undefined || unsigned == null) return null;
  if (letsIn(unsigned, evidence) || letsIn(preflight, evidence)) {
    return { isRight: true, says: `The server lets pages of ${question.site ?? 'other origins'} read it.` };
  }
  const allowed = unsigned.allowOrigin;
  const said = allowed === null ? 'is missing' : `names ${allowed}`;
  return { isRight: false, says: `Access-Control-Allow-Origin ${said}.` };
}

function session({ unsignable, token, person }: Evidence): Seen | null {
  if (person != null && person.state !== 'signed-in') {
    return { isRight: false, says: `${person.webId} is not signed in.` };
  }
  if (unsignable === undefined) return null;
  if (unsignable !== null) return { isRight: false, says: `No token: ${unsignable.code}.` };
  const ends = token?.expires == null ? '' : ` It ends at ${timeText(token.expires * 1000)}.`;
  return { isRight: true, says: `There is a token, by our clock a valid one.${ends}` };
}

function words({ signed, unsigned }: Evidence): Seen | null {
  const answer = signed ?? unsigned;
  if (!isRefused(answer) || answer == null) return null;
  const said = wordsOf(answer);
  if (said === '') return { isRight: null, says: 'The server does not say why.' };
  return { isRight: null, says: `The server says: “${said}”.` };
}

function proof({ sent }: Evidence): Seen | null {
  if (sent === undefined) return null;
  if (sent.misfit !== null)
    return { isRight: false, says: `The proof that was sent does not fit: ${sent.misfit}.` };
  if (sent.again === undefined) return { isRight: true, says: 'The proof that was sent fits the request.' };
  const status = sent.again?.status ?? 'nothing';
  return {
    isRight: sent.again?.status !== 401,
    says: `The proof that was sent fits; once more, it was answered ${status}.`,
  };
}

function clock({ signed, unsigned, now }: Evidence): Seen | null {
  const date = (signed ?? unsigned)?.date;
  if (date === undefined) return null;
  if (date === null) return { isRight: null, says: 'The server does not tell its time.' };
  if (Math.abs(date - now) < 60_000)
    return { isRight: true, says: 'The server’s clock agrees with this device’s.' };
  return { isRight: false, says: `The server’s clock is ${skewText(date, now)}.` };
}

function profile({ issuers, person, token }: Evidence): Seen | null {
  if (issuers === undefined || person == null) return null;
  if (issuers === null) return { isRight: null, says: 'The profile could not be read.' };
  const issuer = token?.issuer ?? person.issuer;
  const isNamed = issuers.includes(issuer);
  const others = issuers.length === 0 ? 'none' : issuers.join(', ');
  if (isNamed) return { isRight: true, says: `The profile names the issuer ${issuer}.` };
  return { isRight: false, says: `The token is of ${issuer}; the profile names ${others}.` };
}

function rules({ rules: found, isRules, signed }: Evidence): Seen | null {
  if (isRules === true)
    return { isRight: false, says: 'The address is that of a resource’s rules of access.' };
  const allowed = signed?.wacAllow?.user ?? null;
  if (found == null) {
    if (allowed !== null)
      return { isRight: null, says: `WAC-Allow gives you: ${allowed.join(' ') || 'nothing'}.` };
    return found === undefined
      ? null
      : { isRight: null, says: 'The rules of access may not be read, or there are none.' };
  }
  const { kind, url, isPersonNamed, apps } = found;
  const by = apps === null ? '' : `, by ${apps.join(', ')} only`;
  const says = isPersonNamed ? `name you${by}` : 'do not name you by yourself; groups were not looked into';
  return { isRight: isPersonNamed && apps === null, says: `The rules at ${url} (${kind}) ${says}.` };
}

function timeText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
