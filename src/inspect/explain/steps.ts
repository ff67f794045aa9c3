import { wellKnownOf } from '../../domain/address.ts';
import { type Failure, toFailure } from '../../domain/errors.ts';
import type { Matter } from '../../domain/explanation.ts';
import { contains, type StorageRoot } from '../../domain/pod.ts';
import type { IdentityView } from '../../domain/view.ts';
import { issuersOf, readDocument } from '../../oidc/webid.ts';
import { errorIn } from './challenges.ts';
import { type Evidence, isAskedByPage, isOk, isSignedByApp, type Sources, type Told } from './evidence.ts';
import { grantsAround, judgedFor, whoIn } from './own.ts';
import { answersAtAll, type Probed, probe } from './probe.ts';
import { isAddressOfRules, rulesFor } from './rules-search.ts';
import { claimsOf, misfitOf } from './tokens.ts';

/** One step of an explanation. */
export interface Step {
  readonly matter: Matter;
  /** Whether it may still tell something. */
  readonly isNeeded: (evidence: Evidence) => boolean;
  readonly look: (
    evidence: Evidence,
    sources: Sources,
    signal: AbortSignal,
  ) => Partial<Evidence> | Promise<Partial<Evidence>>;
}

const always = () => true;
const isSignedFor = (evidence: Evidence) =>
  evidence.judgement?.left === null && evidence.unsignable == null && !isSignedByApp(evidence);
const isUnauthorized = ({ signed }: Evidence) => signed?.status === 401;

/** What is looked at, the nearest first: each step may find the cause, and the rest is then left alone. */
export const STEPS: readonly Step[] = [
  { matter: 'latchkey', isNeeded: always, look: lookAtLatchkey },
  { matter: 'host', isNeeded: always, look: lookAtHosts },
  { matter: 'unsigned', isNeeded: always, look: askUnsigned },
  { matter: 'cors', isNeeded: isHiddenFromPage, look: askForLeave },
  { matter: 'session', isNeeded: isSignedFor, look: lookAtSession },
  { matter: 'signed', isNeeded: isSignedFor, look: askSigned },
  { matter: 'proof', isNeeded: hasProof, look: tryProof },
  { matter: 'clock', isNeeded: isUnauthorized, look: lookAtIssuer },
  { matter: 'profile', isNeeded: isUnauthorized, look: lookAtProfile },
  { matter: 'rules', isNeeded: ({ signed }) => signed?.status === 403, look: lookAtRules },
];

async function lookAtLatchkey({ question }: Evidence, { judge, known }: Sources): Promise<Partial<Evidence>> {
  const judgement = judgedFor(await judge(question), question, known);
  const id = whoIn(judgement);
  const person = known.identities.find((one) => one.id === id) ?? null;
  return { judgement, person, grants: person === null ? [] : grantsAround(question, person.id, known) };
}

/** A page's own fetch is made by our worker, for which the site's host is enough; all else takes the pod's. */
async function lookAtHosts(
  { question: { url, site }, isFirefox }: Evidence,
  { closedOf }: Sources,
): Promise<Partial<Evidence>> {
  const needed = site === null ? [url.href] : isFirefox ? [site, url.href] : [site];
  const [closed, itself] = await Promise.all([closedOf(needed), closedOf([url.href])]);
  return { closed: closed.map((one) => new URL(one).host), isClosed: itself.length > 0 };
}

async function askUnsigned(
  { question: { url }, isClosed }: Evidence,
  _: Sources,
  signal: AbortSignal,
): Promise<Partial<Evidence>> {
  const unsigned = await probe(url, { signal });
  if (unsigned !== null || isClosed === false) return { unsigned };
  return { unsigned, answersAtAll: await answersAtAll(url, signal) };
}

function isHiddenFromPage(evidence: Evidence): boolean {
  return isAskedByPage(evidence) && evidence.unsigned != null;
}

/** Our own request tells no origin; one by this method does, and is answered as pages of other origins are. */
async function askForLeave(
  { question: { url } }: Evidence,
  _: Sources,
  signal: AbortSignal,
): Promise<Partial<Evidence>> {
  return { preflight: await probe(url, { method: 'OPTIONS', signal }) };
}

/** Signing renews a session that has to be; that it cannot is the first thing to know. */
async function lookAtSession(evidence: Evidence, { sign, inspect }: Sources): Promise<Partial<Evidence>> {
  const { id } = personIn(evidence);
  try {
    await sign(id, evidence.question.url, toldIn(evidence));
    const { tokens, clientId } = await inspect(id);
    const token = tokens === null ? {} : { token: claimsOf(tokens.accessToken) };
    return { unsignable: null, clientId, ...token };
  } catch (error) {
    return { unsignable: toFailure(error) satisfies Failure };
  }
}

async function askSigned(
  evidence: Evidence,
  sources: Sources,
  signal: AbortSignal,
): Promise<Partial<Evidence>> {
  return { signed: await signedProbe(evidence, sources, signal) };
}

/** As every signed request: once more where the server gives a nonce (RFC 9449 section 9). */
async function signedProbe(evidence: Evidence, { sign }: Sources, signal: AbortSignal): Promise<Probed> {
  const { url } = evidence.question;
  const { id } = personIn(evidence);
  const told = toldIn(evidence);
  const first = await probe(url, { headers: await sign(id, url, told), signal });
  const wantsNonce = first !== null && errorIn(first.challenges)?.error === 'use_dpop_nonce';
  if (!wantsNonce || first.nonce === null) return first;
  return await probe(url, { headers: await sign(id, url, { ...told, nonce: first.nonce }), signal });
}

function hasProof(evidence: Evidence): boolean {
  const { question, unsigned, signed } = evidence;
  return question.sent !== null && (isSignedByApp(evidence) ? unsigned : signed) != null;
}

/** A proof for our own token that all fits is sent once more: a new one was let in just now. */
async function tryProof(
  evidence: Evidence,
  { inspect }: Sources,
  signal: AbortSignal,
): Promise<Partial<Evidence>> {
  const { url, method, sent } = evidence.question;
  if (sent === null) return {};
  const accessToken = sent.accessToken ?? (await inspect(personIn(evidence).id)).tokens?.accessToken ?? '';
  const misfit = await misfitOf(sent, { method, url, accessToken });
  const about = { misfit, token: claimsOf(accessToken) };
  if (misfit !== null || method !== 'GET' || isSignedByApp(evidence)) return { sent: about };
  const headers = { authorization: `DPoP ${accessToken}`, dpop: sent.proof };
  return { sent: { ...about, again: await probe(url, { headers, signal }) } };
}

async function lookAtIssuer(evidence: Evidence, _: Sources, signal: AbortSignal): Promise<Partial<Evidence>> {
  const answer = await probe(wellKnownOf(personIn(evidence).issuer), { signal });
  return { issuerDate: isOk(answer) ? (answer?.date ?? null) : null };
}

async function lookAtProfile(evidence: Evidence): Promise<Partial<Evidence>> {
  const { webId } = personIn(evidence);
  const address = new URL(webId);
  const { statements } = await readDocument(address, address).catch(() => ({ statements: null }));
  return { issuers: statements === null ? null : issuersOf(statements, webId) };
}

async function lookAtRules(
  evidence: Evidence,
  { sign }: Sources,
  signal: AbortSignal,
): Promise<Partial<Evidence>> {
  const { question, signed, judgement } = evidence;
  const { id, webId } = personIn(evidence);
  if (signed == null) return {};
  const ask = async (url: URL, wanted: number) =>
    isAround(question.url, judgement?.pod ?? null, url)
      ? await probe(url, {
          headers: await sign(id, url, { nonce: signed.nonce, date: signed.date }),
          signal,
          wanted,
        })
      : null;
  if (await isAddressOfRules(question.url, signal)) return { isRules: true };
  const rules = await rulesFor(question.url, signed, { webId, mode: judgement?.mode ?? 'read' }, ask);
  return { isRules: false, rules };
}

/** Nothing is signed outside the pod, and at a pod that is not known nothing but the resource's own rules. */
function isAround(resource: URL, pod: StorageRoot | null, url: URL): boolean {
  return pod === null ? url.href.startsWith(resource.href) : contains(pod, url);
}

function toldIn({ unsigned }: Evidence): Told {
  return { nonce: unsigned?.nonce ?? null, date: unsigned?.date ?? null };
}

function personIn({ person }: Evidence): IdentityView {
  if (person == null) throw new Error('Nobody is asked about.');
  return person;
}
