import { isFirefox } from '../domain/build.ts';
import type { SignedHeaders } from '../domain/exchange.ts';
import type { IdentityId } from '../domain/identity.ts';
import { keepNonce } from '../dpop/nonces.ts';
import { activeIdentity, knownPods } from '../identities/identities.ts';
import { podSettings } from '../identities/pods.ts';
import { credentialsOf } from '../identities/session.ts';
import { onChange } from '../platform/changes.ts';
import { noteDate } from '../platform/clock.ts';
import { readLock } from '../platform/vault.ts';
import { ChromiumSigning } from '../signing/chromium-signing.ts';
import { FirefoxSigning } from '../signing/firefox-signing.ts';
import { type Authority, grantFor, type RefusedRequest } from '../signing/policy.ts';
import { locationOf } from '../signing/redirects.ts';
import { type RelayPorts, relay } from '../signing/relay.ts';
import { signRequest } from '../signing/signer.ts';
import type { ServerWords, Signing } from '../signing/signing.ts';
import type { Trace } from '../signing/trace.ts';
import { listGrants, noteUse } from '../sites/grants.ts';
import { siteIdentities } from '../sites/identities.ts';
import { remember } from '../sites/wanted.ts';
import { record } from './activity.ts';
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
async function heard(url: URL, { nonce, date }: ServerWords): Promise<void> {
  await Promise.all([keepNonce('resource', url, nonce), noteDate(url, date)]);
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
    heard: (url, headers) => heard(url, { nonce: headers.get('dpop-nonce'), date: headers.get('date') }),
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

let known: Promise<Authority> | undefined;
let activeBefore = activeIdentity();

onChange(() => {
  known = undefined;
  void voidForSomebodyElse();
});

/** A sign-in makes its identity the active one, so what was prepared under another is void. */
async function voidForSomebodyElse(): Promise<void> {
  const before = activeBefore;
  activeBefore = activeIdentity();
  if ((await before) !== (await activeBefore))
    await Promise.all([signing.voidAll(), ...onSomebodyElse.map((act) => act())]);
}

/** Who may sign right now. It is asked for every refused request, so it is kept until anything changes. */
export function authority(): Promise<Authority> {
  known ??= readAuthority().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function readAuthority(): Promise<Authority> {
  const [active, pods, settings, grants, chosen, { state }] = await Promise.all([
    activeIdentity(),
    knownPods(),
    podSettings(),
    listGrants(),
    siteIdentities(),
    readLock(),
  ]);
  const known = { pods, podSettings: settings, grants };
  // Nobody signs while it is locked, and nothing is told of who would.
  if (state === 'locked') return { ...known, active: null, siteIdentities: {} };
  return { ...known, active, siteIdentities: chosen };
}

async function noteGrant(request: RefusedRequest, identity: IdentityId, trace: Trace): Promise<void> {
  const grant = grantFor(request, identity, (await authority()).grants);
  trace.signed(identity, grant);
  if (grant !== undefined) await noteUse(grant);
}

async function noteWanted(request: RefusedRequest): Promise<void> {
  // What Latchkey's own pages ask for nobody has to allow.
  if (request.site === null) return;
  // The tab's own page is what a person connects; what a frame's page asks for is no wish of its.
  if (!request.isTopFrame && request.documentId !== (await documentIn(request.tabId))) return;
  await remember(request);
  await mark(request.tabId);
}
