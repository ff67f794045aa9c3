import { parseTyped } from '../domain/address.ts';
import { LatchkeyError, toFailure } from '../domain/errors.ts';
import type { IdentityId, Issuer, WebId } from '../domain/identity.ts';
import type { SignIn } from '../domain/view.ts';
import { discover } from '../oidc/discovery.ts';
import { sealingKey } from '../platform/vault.ts';
import { getIdentity } from './identities.ts';
import { changeIssuer, trust } from './issuers.ts';
import { type Credentials, current, pendingCredentials } from './sign-in-state.ts';
import { approach, complete, enter, type Plan } from './sign-in-steps.ts';

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
 * @param credentials of a client that signs in for itself; null where a person does
 * @throws LatchkeyError `sign-in-busy`
 */
export function signIn(input: string, credentials: Credentials | null = null): void {
  run(input, async () => {
    await pendingCredentials.update(() => credentials);
    const { webId, issuers } = await discover(parseTyped(input));
    const [only] = issuers;
    if (only !== undefined && issuers.length === 1) {
      return await approach({ input, webId, issuer: only, credentials });
    }
    return { step: 'choose-issuer', input, webId, issuers: issuers.slice(0, 10) };
  });
}

/**
 * Signs an identity in again, in the way in which it signed in before.
 *
 * @throws LatchkeyError `sign-in-busy`, `identity-unknown`
 */
export async function signInAgain(id: IdentityId): Promise<void> {
  const { webId, issuer, signsIn, client } = await getIdentity(id);
  const credentials =
    signsIn === 'by-credentials' ? { clientId: client.id, secret: client.secret ?? '' } : null;
  run(webId, async () => {
    await pendingCredentials.update(() => credentials);
    return await approach({ input: webId, webId, issuer, credentials });
  });
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
  await goOn(state, chosen, approach);
}

/**
 * Trusts the issuer in question and goes on.
 *
 * @throws LatchkeyError `sign-in-busy`, `message-refused` where it is not in question
 */
export async function trustIssuer(chosen: Issuer): Promise<void> {
  const state = await current.read();
  if (state.step !== 'trust' || state.issuer !== chosen) throw new LatchkeyError('message-refused');
  await goOn(state, chosen, async (plan) => {
    await trust(chosen);
    return await complete(plan);
  });
}

/**
 * Lets the issuer in question do what older servers do, from now on, and goes on.
 *
 * @throws LatchkeyError `sign-in-busy`, `message-refused` where it is not in question
 */
export async function allowLegacy(chosen: Issuer): Promise<void> {
  const state = await current.read();
  if (state.step !== 'legacy' || state.issuer !== chosen) throw new LatchkeyError('message-refused');
  await goOn(state, chosen, async (plan) => {
    await changeIssuer(chosen, () => ({ legacy: true }));
    return await complete(plan);
  });
}

async function goOn(
  { input, webId }: { readonly input: string; readonly webId: WebId | null },
  issuer: Issuer,
  work: (plan: Plan) => Promise<SignIn>,
): Promise<void> {
  const credentials = await pendingCredentials.read();
  run(input, () => work({ input, webId, issuer, credentials }));
}

/** Puts a question, a failure or a result away. A sign-in that runs is ended in its own window. */
export async function dismissSignIn(): Promise<void> {
  if (isRunning) return;
  await pendingCredentials.update(() => null);
  await current.update(() => ({ step: 'idle' }));
}

function run(input: string, work: () => Promise<SignIn>): void {
  if (isRunning) throw new LatchkeyError('sign-in-busy');
  isRunning = true;
  void enter('finding', input)
    // What could not be kept is not begun.
    .then(() => sealingKey())
    .then(work)
    .catch(async (error: unknown): Promise<SignIn> => {
      // No question is open any more that they could wait for.
      await pendingCredentials.update(() => null);
      return { step: 'failed', input, failure: toFailure(error) };
    })
    .then((state) => current.update(() => state))
    .finally(() => {
      isRunning = false;
    });
}
