import { LatchkeyError } from '../domain/errors.ts';
import { activeIdentity, getIdentity, knownPods } from '../identities/identities.ts';
import { credentialsOf } from '../identities/session.ts';
import { ChromiumSigning } from '../signing/chromium-signing.ts';
import type { Authority, RefusedRequest } from '../signing/policy.ts';
import { signRequest } from '../signing/signer.ts';
import { listGrants } from '../sites/grants.ts';
import { remember } from '../sites/wanted.ts';
import { mark } from './toolbar.ts';

/** Signing, wired to the identities and to what sites were granted. */
export const signing = new ChromiumSigning({
  authority,
  sign: async (identity, url, nonce, refused) => {
    const refusedToken = refused?.authorization.replace(/^DPoP /, '') ?? null;
    const { key, accessToken } = await credentialsOf(identity, refusedToken);
    return await signRequest(key, { method: 'GET', url, accessToken, nonce });
  },
  onLeft: (request, why) => {
    if (why === 'no-grant') void noteWanted(request);
    if (why === 'login-required') void mark(request.tabId);
  },
});

/** Who may sign right now: an identity without a session signs nothing. */
export async function authority(): Promise<Authority> {
  const [id, pods, grants] = await Promise.all([activeIdentity(), knownPods(), listGrants()]);
  return { active: id !== null && (await isSignedIn(id)) ? id : null, pods, grants };
}

async function isSignedIn(id: NonNullable<Authority['active']>): Promise<boolean> {
  try {
    return (await getIdentity(id)).session.state === 'signed-in';
  } catch (error) {
    if (error instanceof LatchkeyError && error.code === 'identity-unknown') return false;
    throw error;
  }
}

async function noteWanted(request: RefusedRequest): Promise<void> {
  await remember(request);
  await mark(request.tabId);
}
