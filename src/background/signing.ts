import { isFirefox } from '../domain/build.ts';
import type { SignedHeaders } from '../domain/exchange.ts';
import type { IdentityId } from '../domain/identity.ts';
import { isShut } from '../domain/lock.ts';
import { keepNonce } from '../dpop/nonces.ts';
import { activeIdentity, knownPods, listRecords } from '../identities/identities.ts';
import { listIssuers } from '../identities/issuers.ts';
import { podSettings } from '../identities/pods.ts';
import { credentialsOf } from '../identities/session.ts';
import { onChange, untilChange } from '../platform/changes.ts';
import { noteDate } from '../platform/clock.ts';
import { readLock } from '../platform/vault.ts';
import { ChromiumSigning } from '../signing/chromium-signing.ts';
import { FirefoxSigning } from '../signing/firefox-signing.ts';
import { type Authority, decide, grantFor, type RefusedRequest } from '../signing/policy.ts';
import { locationOf } from '../signing/redirects.ts';
import { type RelayPorts, relay } from '../signing/relay.ts';
import { signRequest } from '../signing/signer.ts';
import type { ServerWords, Signing } from '../signing/signing.ts';
import type { Trace } from '../signing/trace.ts';
import { noteUse } from '../sites/grants.ts';
import { siteIdentities } from '../sites/identities.ts';
import { remember } from '../sites/wanted.ts';
import { record } from './activity.ts';
import { everyGrant } from './grants.ts';
import { isPrivate, type Place, usedInPrivate } from './private-windows.ts';
import { hasLoaded, isWithinSite, reloadIn } from './reloads.ts';
import { documentIn } from './site-pages.ts';
import { mark } from './toolbar.ts';

/** Signing, wired to the identities and to what sites were granted. */
export const signing: Signing = new (isFirefox ? FirefoxSigning : ChromiumSigning)({
  authority,
  heard,
  sign: signAs,
  isGiven,
  reload: reloadIn,
  hasLoaded,
  isWithinSite,
  onSigned: (request, identity, trace) => void noteGrant(request, identity, trace),
  onAnswered: (trace) => void record(trace),
  onLeft: (request, why) => {
    if (why === 'no-grant') void noteWanted(request);
    if (why === 'login-required') void mark(request.tabId);
  },
});

/** Keeps what a resource server said of the next proof for it. */
async function keep(url: URL, { nonce, date }: ServerWords): Promise<void> {
  await Promise.all([keepNonce('resource', url, nonce), noteDate(url, date)]);
}

/** Of a private window, nothing is kept but what somebody signs by. */
async function heard(request: RefusedRequest, words: ServerWords): Promise<void> {
  if ((await isPrivate(request)) && 'leave' in decide(request, await authority(request))) return;
  await keep(request.url, words);
}

/**
 * Signs a request as an identity.
 *
 * @param refused headers that a server has just refused, so that the token in them is not used again
 * @param nonce null for the one that the server gave last
 * @throws LatchkeyError as `credentialsOf`
 */
export async function signAs(
  identity: IdentityId,
  method: string,
  url: URL,
  refused: SignedHeaders | null,
  nonce: string | null = null,
): Promise<SignedHeaders> {
  const refusedToken = refused?.authorization.replace(/^DPoP /, '') ?? null;
  const { key, accessToken } = await credentialsOf(identity, refusedToken);
  return await signRequest(key, { method, url, accessToken }, nonce);
}

/** How the worker's own requests are signed as an identity. */
export function signingAs(identity: IdentityId): Omit<RelayPorts, 'may' | 'trace'> {
  return {
    sign: (method, url, refused) => signAs(identity, method, url, refused),
    heard: (url, headers) => keep(url, { nonce: headers.get('dpop-nonce'), date: headers.get('date') }),
    locationOf,
  };
}

/** Asks a server for the head alone, at most this long, in milliseconds. */
const PATIENCE = 20_000;
const HEAD = { method: 'HEAD', headers: [], body: null, redirect: 'error', cache: 'no-store' } as const;

async function isGiven(identity: IdentityId, url: URL, trace: Trace): Promise<boolean> {
  const ports: RelayPorts = { ...signingAs(identity), trace, may: () => Promise.resolve(true) };
  const answer = relay({ ...HEAD, url: url.href }, ports, AbortSignal.timeout(PATIENCE));
  return await answer.then(
    ({ head }) => head.status < 300,
    () => false,
  );
}

/** What else is void once the person is somebody else. */
export const onSomebodyElse: (() => Promise<void>)[] = [];

/**
 * Changes who may sign, or what. What was signed and not yet sent is void: before the change, too, as an armed rule
 * stays where a worker ends right after it.
 */
export async function voiding<Result>(change: () => Promise<Result>): Promise<Result> {
  await signing.voidAll();
  const result = await change();
  await signing.voidAll();
  return result;
}

/** It is asked for every refused request. */
const known = untilChange(readAuthority);
let activeBefore = activeIdentity();

onChange(() => void voidForSomebodyElse());

/** A sign-in makes its identity the active one, so what was prepared under another is void. */
async function voidForSomebodyElse(): Promise<void> {
  const before = activeBefore;
  activeBefore = activeIdentity();
  if ((await before) !== (await activeBefore))
    await Promise.all([signing.voidAll(), ...onSomebodyElse.map((act) => act())]);
}

/** Who may sign right now, at a place or anywhere. */
export async function authority(place?: Place): Promise<KnownAuthority> {
  const isThere = place !== undefined && (await isPrivate(place));
  const all = await known();
  return isThere && !all.isUsedInPrivate ? { ...all, ...NOBODY } : all;
}

interface KnownAuthority extends Authority {
  readonly isUsedInPrivate: boolean;
}

/** Nobody signs, and nothing is told of who would. */
const NOBODY = { active: null, siteIdentities: {} };

async function readAuthority(): Promise<KnownAuthority> {
  const [active, pods, settings, grants, chosen, isUsedInPrivate, lock, identities, issuers] =
    await Promise.all([
      activeIdentity(),
      knownPods(),
      podSettings(),
      everyGrant(),
      siteIdentities(),
      usedInPrivate.read(),
      readLock(),
      listRecords(),
      listIssuers(),
    ]);
  const known = { pods, podSettings: settings, grants, isUsedInPrivate };
  if (isShut(lock)) return { ...known, ...NOBODY };
  // Nobody signs whose issuer is not trusted any more.
  const isSomebody = (id: IdentityId) =>
    identities.some((one) => one.id === id && issuers.some((issuer) => issuer.id === one.issuer));
  return {
    ...known,
    active: active !== null && isSomebody(active) ? active : null,
    siteIdentities: Object.fromEntries(Object.entries(chosen).filter(([, id]) => isSomebody(id))),
  };
}

async function noteGrant(request: RefusedRequest, identity: IdentityId, trace: Trace): Promise<void> {
  if (await isPrivate(request)) return;
  const grant = grantFor(request, identity, (await authority()).grants);
  trace.signed(identity, grant);
  if (grant !== undefined) await noteUse(grant);
}

async function noteWanted(request: RefusedRequest): Promise<void> {
  // What Latchkey's own pages ask for nobody has to allow.
  if (request.site === null || (await isPrivate(request))) return;
  // The tab's own page is what a person connects; what a frame's page asks for is no wish of its.
  if (!request.isTopFrame && request.documentId !== (await documentIn(request.tabId))) return;
  await remember(request);
  await mark(request.tabId);
}
