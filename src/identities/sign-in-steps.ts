import { parseTyped } from '../domain/address.ts';
import { isFailure, LatchkeyError } from '../domain/errors.ts';
import { type Issuer, identityIdOf, type WebId } from '../domain/identity.ts';
import type { LegacyReason, SignIn, SignInPhase } from '../domain/view.ts';
import { generateDpopKey } from '../dpop/keys.ts';
import { chosenClient } from '../oidc/client.ts';
import { signInByCredentials } from '../oidc/client-credentials.ts';
import { login, type SignedIn } from '../oidc/login.ts';
import { type IssuerMetadata, readIssuer } from '../oidc/metadata.ts';
import { readOwnProfile } from '../oidc/webid.ts';
import { browserWebAuth } from '../platform/web-auth.ts';
import { clientFor } from './clients.ts';
import { keepIdentity } from './identities.ts';
import { assertMayTrust, getIssuer, isTrusted } from './issuers.ts';
import { readProfile } from './profile.ts';
import type { IdentityRecord } from './records.ts';
import { type Credentials, current, pendingCredentials } from './sign-in-state.ts';

/** Who is to sign in, and where. */
export interface Plan {
  readonly input: string;
  /** The WebID that the person asked for, if it was one. */
  readonly webId: WebId | null;
  readonly issuer: Issuer;
  /** Of a client that signs in for itself; null where a person does. */
  readonly credentials: Credentials | null;
}

export async function enter(doing: SignInPhase, input: string): Promise<void> {
  await current.update(() => ({ step: 'working', doing, input }));
}

/** Signs in at an issuer that is trusted; asks about one that is not. */
export async function approach(plan: Plan): Promise<SignIn> {
  if (await isTrusted(plan.issuer)) return await complete(plan);
  await assertMayTrust(plan.issuer);
  const { saysSolid } = await readIssuer(plan.issuer, parseTyped(plan.input));
  const { input, webId, issuer } = plan;
  return { step: 'trust', input, webId, issuer, saysSolid };
}

/** Everything is kept in one step at the end: a sign-in that fails on the way leaves nothing behind. */
export async function complete(plan: Plan): Promise<SignIn> {
  const { input, webId: wanted, issuer } = plan;
  const from = parseTyped(input);
  const metadata = await readIssuer(issuer, from);
  try {
    const { webId, tokens, ...own } = await (plan.credentials === null
      ? byPerson(plan, metadata)
      : byCredentials(plan, metadata, plan.credentials));
    if (wanted !== null && webId !== wanted) throw new LatchkeyError('webid-other', webId);
    const profile = await readProfile(webId, await readOwnProfile(webId, issuer, from));
    const id = identityIdOf(webId, issuer);
    const session = { state: 'signed-in', tokens } as const;
    await keepIdentity({ id, webId, issuer, ...own, session, profile, addedAt: Date.now() });
    await pendingCredentials.update(() => null);
    return { step: 'done', identity: id };
  } catch (error) {
    return asLegacyQuestion(error, plan);
  }
}

type Outcome = SignedIn & Pick<IdentityRecord, 'client' | 'key' | 'signsIn'>;

async function byPerson({ input, issuer }: Plan, metadata: IssuerMetadata): Promise<Outcome> {
  await enter('registering', input);
  const webAuth = browserWebAuth();
  const [client, key, { legacy }] = await Promise.all([
    clientFor(metadata, webAuth.redirectUri),
    generateDpopKey(),
    getIssuer(issuer),
  ]);
  await enter('waiting-for-person', input);
  const onReturn = () => enter('finishing', input);
  const request = { metadata, client, key, webAuth, legacy, interactive: true, onReturn, now: Date.now };
  return { ...(await login(request)), client, key, signsIn: 'by-person' };
}

async function byCredentials(
  { input, webId, issuer }: Plan,
  metadata: IssuerMetadata,
  { clientId, secret }: Credentials,
): Promise<Outcome> {
  await enter('finishing', input);
  const offered = metadata.server.token_endpoint_auth_methods_supported ?? [];
  const isPostOnly = offered.includes('client_secret_post') && !offered.includes('client_secret_basic');
  const method = isPostOnly ? 'client_secret_post' : 'client_secret_basic';
  const client = chosenClient({ way: 'static', clientId, method }, secret, null);
  const [key, { legacy }] = await Promise.all([generateDpopKey(), getIssuer(issuer)]);
  const signedIn = await signInByCredentials({ metadata, client, key, webId, legacy, now: Date.now });
  return { ...signedIn, client, key, signsIn: 'by-credentials' };
}

/** What only the legacy switch would let pass is a question to the person, with its reason. */
function asLegacyQuestion(error: unknown, { input, webId, issuer }: Plan): SignIn {
  if (!isFailure(error, 'issuer-legacy')) throw error;
  return { step: 'legacy', input, webId, issuer, reason: error.subject as LegacyReason };
}
