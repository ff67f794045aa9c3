import * as v from 'valibot';
import { AUTH_METHODS, type DocumentFlaw } from '../domain/client.ts';
import type { Failure } from '../domain/errors.ts';
import type { SignedHeaders } from '../domain/exchange.ts';
import { MODES, type Site } from '../domain/grant.ts';
import type { IdentityId, Issuer } from '../domain/identity.ts';
import type { Inspection, Judgement } from '../domain/inspection.ts';
import { type Bytes, IDLE_LOCKS } from '../domain/lock.ts';
import type { Feature } from '../domain/managed.ts';
import type { StorageRoot } from '../domain/pod.ts';
import { POD_POLICIES } from '../domain/pod-setting.ts';
import type { ApprovalView } from '../domain/view.ts';

/**
 * Who may send a message. `extension-page`: popup, approval and options, by their own URLs. `pod-page`: our
 * content script in the top frame of a page of a pod's host.
 */
export type Caller = 'extension-page' | 'pod-page';

const text = v.pipe(v.string(), v.maxLength(4096));
const identityId = v.custom<IdentityId>((value) => typeof value === 'string' && value.length <= 4096);
const issuer = v.custom<Issuer>((value) => typeof value === 'string' && value.length <= 2048);
const site = v.custom<Site>((value) => typeof value === 'string' && value.length <= 2048);
const clientId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
const secret = v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096));
const storage = v.custom<StorageRoot>((value) => typeof value === 'string' && value.length <= 2048);
const access = v.strictObject({
  storage,
  modes: v.pipe(v.array(v.picklist(MODES)), v.nonEmpty(), v.maxLength(3)),
});
/** RFC 9110 section 5.6.2, token. */
const method = v.pipe(v.string(), v.regex(/^[\w!#$%&'*+.^`|~-]{1,32}$/));
const address = v.pipe(v.string(), v.maxLength(65_536));
const nonce = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
const bytes = v.custom<Bytes>((value) => value instanceof Uint8Array && value.length <= 1024);
/** 256 bits, base64url. */
const key = v.pipe(v.string(), v.length(43));
const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));

interface Message<Schema extends v.GenericSchema, Answer> {
  readonly from: Caller;
  readonly schema: Schema;
  /** What it belongs to, where an organisation can turn that off. */
  readonly feature?: Feature | undefined;
  /** Never there: it carries the type of what comes back. */
  readonly answer?: Answer;
}

/** A message that is answered by being done. */
function message<Schema extends v.GenericSchema>(
  from: Caller,
  schema: Schema,
  feature?: Feature,
): Message<Schema, undefined> {
  return { from, schema, feature };
}

/** A message that something comes back to. */
function question<Answer>() {
  return <Schema extends v.GenericSchema>(
    from: Caller,
    schema: Schema,
    feature?: Feature,
  ): Message<Schema, Answer> => ({ from, schema, feature });
}

const PAGES = 'extension-page';
const POD_PAGES = 'pod-page';

/** The whole API of the worker: every message, who may send it, what it carries and what comes back. */
export const contract = {
  /** Starts a sign-in at what the person typed; it goes on in the worker. */
  signIn: message(PAGES, v.strictObject({ input: text })),
  /** Signs an identity in again, at its own issuer. */
  signInAgain: message(PAGES, v.strictObject({ id: identityId })),
  /** Goes on with one of the issuers that a profile names. */
  chooseIssuer: message(PAGES, v.strictObject({ issuer })),
  /** Trusts the issuer in question from now on and goes on. */
  trustIssuer: message(PAGES, v.strictObject({ issuer }), 'addIssuers'),
  /** Lets the issuer in question do what older servers do, from now on, and goes on. */
  allowLegacy: message(PAGES, v.strictObject({ issuer })),
  /** Signs in with the client-credentials grant: no person, no browser; it goes on in the worker. */
  signInWithCredentials: message(PAGES, v.strictObject({ input: text, clientId, secret }), 'customClients'),
  /** Puts a question, a failure or a result of the sign-in away. */
  dismissSignIn: message(PAGES, v.strictObject({})),
  /** Makes an identity, or with null Anonymous, the active one. */
  switchIdentity: message(PAGES, v.strictObject({ id: v.nullable(identityId) })),
  signOut: message(PAGES, v.strictObject({ id: identityId })),
  signOutEverywhere: message(PAGES, v.strictObject({})),
  /** Opens the issuer's own sign-out page. */
  signOutAt: message(PAGES, v.strictObject({ issuer })),
  /** Leaves the issuer's own session in this browser as it is. */
  staySignedInAt: message(PAGES, v.strictObject({ issuer })),
  /** Deletes an identity with its key, tokens and grants. */
  forget: message(PAGES, v.strictObject({ id: identityId })),
  /** Trusts the issuer at an address that the person typed, and says which it is. */
  addIssuer: question<Issuer>()(PAGES, v.strictObject({ address: text }), 'addIssuers'),
  /** Trusts an issuer no longer: its identities are signed out, its registration is deleted. */
  removeIssuer: message(PAGES, v.strictObject({ issuer })),
  setLegacy: message(PAGES, v.strictObject({ issuer, legacy: v.boolean() })),
  /** Chooses how Latchkey is known at an issuer from the next sign-in on; a null secret leaves the kept one. */
  chooseClient: message(
    PAGES,
    v.strictObject({
      issuer,
      choice: v.variant('way', [
        v.strictObject({ way: v.literal('dynamic') }),
        v.strictObject({ way: v.literal('document'), clientId }),
        v.strictObject({ way: v.literal('static'), clientId, method: v.picklist(AUTH_METHODS) }),
      ]),
      secret: v.nullable(secret),
    }),
    'customClients',
  ),
  /** Reads a hosted Client ID Document and says what is wrong with it. */
  checkClientDocument: question<readonly DocumentFlaw[]>()(PAGES, v.strictObject({ clientId })),
  /** Adds the pod at an address that the person typed, and says which it is. */
  addPod: question<StorageRoot>()(PAGES, v.strictObject({ address: text })),
  /** Forgets what the person chose for a pod, and the pod itself unless a profile names it. */
  removePod: message(PAGES, v.strictObject({ storage })),
  setPodPolicy: message(PAGES, v.strictObject({ storage, policy: v.picklist(POD_POLICIES) })),
  /** Chooses who opens pages of a pod; null follows the active identity. */
  setPodIdentity: message(PAGES, v.strictObject({ storage, identity: v.nullable(identityId) })),
  /** Puts the question of what a site may do to the person, in a window of its own. */
  connectSite: message(PAGES, v.strictObject({ tabId })),
  /** Revokes every grant of a site. */
  disconnectSite: message(PAGES, v.strictObject({ site })),
  /** Revokes one grant. */
  revokeGrant: message(PAGES, v.strictObject({ site, identity: identityId, storage })),
  /** Chooses who the person is to a site; null follows the active identity. */
  chooseForSite: message(PAGES, v.strictObject({ site, identity: v.nullable(identityId) })),
  /** Offers Latchkey to every site, or to connected ones only. */
  offerEverywhere: message(PAGES, v.strictObject({ everywhere: v.boolean() }), 'everySite'),
  /** Uses identities in private windows, too, or in no such window. */
  usePrivateWindows: message(PAGES, v.strictObject({ used: v.boolean() })),
  /** The question that is next; null where none waits. */
  nextApproval: question<ApprovalView | null>()(PAGES, v.strictObject({})),
  answerApproval: message(
    PAGES,
    v.strictObject({
      approval: text,
      answer: v.picklist(['once', 'until-sign-out', 'always', 'deny']),
      identity: v.nullable(identityId),
      access: v.pipe(v.array(access), v.maxLength(50)),
    }),
  ),
  /** Denies every question that waits. */
  denyAll: message(PAGES, v.strictObject({})),
  /** An identity's tokens and public key. */
  inspect: question<Inspection>()(PAGES, v.strictObject({ id: identityId }), 'developers'),
  /**
   * Signs one request, which the page makes itself; a null nonce is the one that the server gave last. `date` is what
   * it told the page of its clock.
   */
  sign: question<SignedHeaders>()(
    PAGES,
    v.strictObject({
      ...{ id: identityId, method, url: address },
      ...{ nonce: v.nullable(nonce), date: v.optional(text) },
    }),
    'developers',
  ),
  /** What would be done with a request of a site's page in a tab, or with a person's own navigation. */
  judge: question<Judgement>()(
    PAGES,
    v.strictObject({ method, url: address, site: v.nullable(site), tabId: v.nullable(tabId) }),
    'developers',
  ),
  /** Sets up the lock with a new vault key, or changes what opens the one that is set up. */
  setLock: message(
    PAGES,
    v.strictObject({
      key,
      wraps: v.pipe(
        v.array(
          v.variant('by', [
            v.strictObject({
              ...{ by: v.literal('passphrase'), salt: bytes, iterations: v.number() },
              ...{ iv: bytes, wrapped: bytes },
            }),
            v.strictObject({
              ...{ by: v.literal('passkey'), salt: bytes, credential: bytes },
              ...{ iv: bytes, wrapped: bytes },
            }),
          ]),
        ),
        v.nonEmpty(),
        v.maxLength(10),
      ),
    }),
  ),
  turnLockOff: message(PAGES, v.strictObject({ key })),
  setIdleLock: message(PAGES, v.strictObject({ idle: v.picklist(IDLE_LOCKS) })),
  lock: message(PAGES, v.strictObject({})),
  unlock: message(PAGES, v.strictObject({ key })),
  /** Forgets every session and secret, and the lock with them. */
  startOver: message(PAGES, v.strictObject({})),
  /** The URLs from whose hosts the browser keeps Latchkey, which a panel of Firefox's developer tools may not ask. */
  closedOf: question<readonly string[]>()(
    PAGES,
    v.strictObject({ urls: v.pipe(v.array(address), v.maxLength(2)) }),
  ),
  /** Forgets what was recorded of signed requests. */
  clearActivity: message(PAGES, v.strictObject({})),
  /** Records nothing of signed requests for now, or goes on. */
  pauseActivity: message(PAGES, v.strictObject({ paused: v.boolean() })),
  /** Tells that the server refused the page, and asks for a signed load: whether one stands ready. */
  pageRefused: question<boolean>()(POD_PAGES, v.strictObject({})),
};

/** What the worker answers to a message. */
export type Reply = { readonly answer: unknown } | { readonly failure: Failure };

type Contract = typeof contract;
export type MessageName = keyof Contract;
export type MessageInput<Name extends MessageName> = v.InferOutput<Contract[Name]['schema']>;
export type MessageAnswer<Name extends MessageName> =
  Contract[Name] extends Message<v.GenericSchema, infer Answer> ? Answer : never;
