import * as v from 'valibot';
import { ERROR_CODES } from '../domain/errors.ts';
import type { IdentityId, Issuer, WebId } from '../domain/identity.ts';
import type { SignIn } from '../domain/view.ts';
import { stored } from '../platform/stored.ts';

const isText = (value: unknown) => typeof value === 'string';
const issuer = v.custom<Issuer>(isText);
const webId = v.nullable(v.custom<WebId>(isText));

const SignInSchema = v.variant('step', [
  v.object({ step: v.literal('idle') }),
  v.object({
    step: v.literal('working'),
    doing: v.picklist(['finding', 'registering', 'waiting-for-person', 'finishing']),
    input: v.string(),
  }),
  v.object({ step: v.literal('choose-issuer'), input: v.string(), webId, issuers: v.array(issuer) }),
  v.object({ step: v.literal('trust'), input: v.string(), webId, issuer, saysSolid: v.boolean() }),
  v.object({
    step: v.literal('legacy'),
    input: v.string(),
    webId,
    issuer,
    reason: v.picklist(['nonce-missing', 'token-type-bearer']),
  }),
  v.object({
    step: v.literal('failed'),
    input: v.string(),
    failure: v.object({ code: v.picklist(ERROR_CODES), subject: v.string() }),
  }),
  v.object({ step: v.literal('done'), identity: v.custom<IdentityId>(isText) }),
]);

/** Outlives the popup and the worker, so that an interrupted sign-in can be told from none. */
export const current = stored<SignIn>('session', 'sign-in', SignInSchema, { step: 'idle' });

/** What a client signs in with for itself, without a person (RFC 6749 section 4.4). */
export interface Credentials {
  readonly clientId: string;
  readonly secret: string;
}

/** Waits for the person's answer to a question on the way; never part of what the popup is sent. */
export const pendingCredentials = stored<Credentials | null>(
  'session',
  'sign-in-credentials',
  v.nullable(v.object({ clientId: v.string(), secret: v.string() })),
  null,
);
