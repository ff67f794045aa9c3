import * as v from 'valibot';
import type { Failure } from '../domain/errors.ts';
import type { ApprovalView } from '../domain/view.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { Issuer } from '../domain/identity.ts';
import type { Site } from '../domain/grant.ts';

/**
 * Who may send a message. `extension-page`: popup, approval and options, by their own URLs. `pod-page`: our
 * content script in the top frame of a page of a pod's host.
 */
export type Caller = 'extension-page' | 'pod-page';

const text = v.pipe(v.string(), v.maxLength(4096));
const identityId = v.custom<IdentityId>((value) => typeof value === 'string' && value.length <= 4096);
const issuer = v.custom<Issuer>((value) => typeof value === 'string' && value.length <= 2048);
const site = v.custom<Site>((value) => typeof value === 'string' && value.length <= 2048);
const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));

function message<const Schema extends v.GenericSchema, Answer = undefined>(
  from: readonly Caller[],
  schema: Schema,
  _answer?: () => Answer,
) {
  return { from, schema } as { from: readonly Caller[]; schema: Schema; answer?: Answer };
}

const PAGES = ['extension-page'] as const;
const POD_PAGES = ['pod-page'] as const;

/** The whole API of the worker: every message, who may send it, what it carries and what comes back. */
export const contract = {
  /** Starts a sign-in at what the person typed; it goes on in the worker. */
  signIn: message(PAGES, v.strictObject({ input: text })),
  /** Signs an identity in again, at its own issuer. */
  signInAgain: message(PAGES, v.strictObject({ id: identityId })),
  /** Goes on with one of the issuers that a profile names. */
  chooseIssuer: message(PAGES, v.strictObject({ issuer })),
  /** Trusts the issuer in question from now on and goes on. */
  trustIssuer: message(PAGES, v.strictObject({ issuer })),
  /** Puts a question, a failure or a result of the sign-in away. */
  dismissSignIn: message(PAGES, v.strictObject({})),
  /** Makes an identity, or with null Anonymous, the active one. */
  switchIdentity: message(PAGES, v.strictObject({ id: v.nullable(identityId) })),
  signOut: message(PAGES, v.strictObject({ id: identityId })),
  /** Deletes an identity with its key, tokens and grants. */
  forget: message(PAGES, v.strictObject({ id: identityId })),
  /** Puts the question of what a site may do to the person, in a window of its own. */
  connectSite: message(PAGES, v.strictObject({ tabId })),
  /** Revokes every grant of a site. */
  disconnectSite: message(PAGES, v.strictObject({ site })),
  readApproval: message(PAGES, v.strictObject({ approval: text }), (): ApprovalView => unsent()),
  answerApproval: message(
    PAGES,
    v.strictObject({ approval: text, answer: v.picklist(['once', 'until-sign-out', 'always', 'deny']) }),
  ),
  /** Tells that the server refused the page, and asks for a signed load: whether one stands ready. */
  pageRefused: message(POD_PAGES, v.strictObject({}), (): boolean => unsent()),
};

/** Types an answer without a value of it. */
function unsent(): never {
  throw new Error('a type only');
}

/** What the worker answers to a message. */
export type Reply = { readonly answer: unknown } | { readonly failure: Failure };

export type Contract = typeof contract;
export type MessageName = keyof Contract;
export type MessageInput<Name extends MessageName> = v.InferOutput<Contract[Name]['schema']>;
export type MessageAnswer<Name extends MessageName> = Exclude<Contract[Name]['answer'], undefined> extends never
  ? undefined
  : Exclude<Contract[Name]['answer'], undefined>;

/** The port on which the worker sends a popup its `View`, anew at every change; the tab's id follows. */
export const VIEW_PORT = 'view:';
