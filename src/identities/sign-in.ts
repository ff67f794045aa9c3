import { parseTyped } from '../domain/address.ts';
import { LatchkeyError, toFailure } from '../domain/errors.ts';
import { type Issuer, identityIdOf, type WebId } from '../domain/identity.ts';
import type { SignIn, SignInPhase } from '../domain/view.ts';
import { generateDpopKey } from '../dpop/keys.ts';
import { discover } from '../oidc/discovery.ts';
import { login } from '../oidc/login.ts';
import { readIssuer } from '../oidc/metadata.ts';
import { register } from '../oidc/registration.ts';
import { readOwnProfile } from '../oidc/webid.ts';
import { browserWebAuth } from '../platform/web-auth.ts';
import { keepIdentity } from './identities.ts';
import { isTrusted, trust } from './issuers.ts';
import { readProfile } from './profile.ts';
import { current } from './sign-in-state.ts';

/** Whether a sign-in runs in this worker; with the worker it ends. */
let isRunning = false;

/** Where the sign-in stands. A sign-in that nobody runs any more was interrupted. */
export async function signInState(): Promise<SignIn> {
  // One that ends while its state is read is no interrupted one.
  const wasRunning = isRunning;
  const state = await current.read();
  if (state.step !== 'working' || wasRunning || isRunning) return state;
  return { step: 'failed', input: state.input, failure: { code: 'sign-in-interrupted', subject: '' } };
}

/**
 * Starts to sign in at what a person typed: a WebID, a pod, a resource or an issuer. It goes on by itself;
 * `signInState` tells how far it is.
 *
 * @throws LatchkeyError `sign-in-busy`
 */
export function signIn(input: string): void {
  run(input, async () => {
    const { webId, issuers } = await discover(parseTyped(input));
    const [only] = issuers;
    if (only !== undefined && issuers.length === 1) return await approach({ input, webId, issuer: only });
    return { step: 'choose-issuer', input, webId, issuers: issuers.slice(0, 10) };
  });
}

/**
 * Signs an identity in again.
 *
 * @throws LatchkeyError `sign-in-busy`
 */
export function signInAgain(webId: WebId, issuer: Issuer): void {
  run(webId, () => approach({ input: webId, webId, issuer }));
}

/**
 * Goes on with one of the issuers in question.
 *
 * @throws LatchkeyError `sign-in-busy`, `message-refused` where it is not in question
 */
export async function chooseIssuer(chosen: Issuer): Promise<void> {
  const state = await current.read();
  if (state.step !== 'choose-issuer' || !state.issuers.includes(chosen))
    throw new LatchkeyError('message-refused');
  run(state.input, () => approach({ input: state.input, webId: state.webId, issuer: chosen }));
}

/**
 * Trusts the issuer in question and goes on.
 *
 * @throws LatchkeyError `sign-in-busy`, `message-refused` where it is not in question
 */
export async function trustIssuer(chosen: Issuer): Promise<void> {
  const state = await current.read();
  if (state.step !== 'trust' || state.issuer !== chosen) throw new LatchkeyError('message-refused');
  await trust(chosen);
  run(state.input, () => approach(state));
}

/** Puts a question, a failure or a result away. A sign-in that runs is ended in its own window. */
export async function dismissSignIn(): Promise<void> {
  if (!isRunning) await current.update(() => ({ step: 'idle' }));
}

interface Plan {
  readonly input: string;
  /** The WebID that the person asked for, if it was one. */
  readonly webId: WebId | null;
  readonly issuer: Issuer;
}

function run(input: string, work: () => Promise<SignIn>): void {
  if (isRunning) throw new LatchkeyError('sign-in-busy');
  isRunning = true;
  void enter('finding', input)
    .then(work)
    .catch((error: unknown): SignIn => ({ step: 'failed', input, failure: toFailure(error) }))
    .then((state) => current.update(() => state))
    .finally(() => {
      isRunning = false;
    });
}

async function enter(doing: SignInPhase, input: string): Promise<void> {
  await current.update(() => ({ step: 'working', doing, input }));
}

async function approach(plan: Plan): Promise<SignIn> {
  if (await isTrusted(plan.issuer)) return await complete(plan);
  const { saysSolid } = await readIssuer(plan.issuer, parseTyped(plan.input));
  const { input, webId, issuer } = plan;
  return { step: 'trust', input, webId, issuer, saysSolid };
}

/** Everything is kept in one step at the end: a sign-in that fails on the way leaves nothing behind. */
async function complete({ input, webId: wanted, issuer }: Plan): Promise<SignIn> {
  const from = parseTyped(input);
  const metadata = await readIssuer(issuer, from);
  await enter('registering', input);
  const webAuth = browserWebAuth();
  const [client, key] = await Promise.all([register(metadata, webAuth.redirectUri), generateDpopKey()]);
  await enter('waiting-for-person', input);
  const onReturn = () => enter('finishing', input);
  const { webId, tokens } = await login({ metadata, client, key, webAuth, onReturn, now: Date.now });
  if (wanted !== null && webId !== wanted) throw new LatchkeyError('webid-other', webId);
  const profile = await readProfile(webId, await readOwnProfile(webId, issuer, from));
  const id = identityIdOf(webId, issuer);
  const session = { state: 'signed-in', tokens } as const;
  await keepIdentity({ id, webId, issuer, client, key, session, profile, addedAt: Date.now() });
  return { step: 'done', identity: id };
}
