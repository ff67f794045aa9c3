import { parseWebUrl } from '../domain/address.ts';
import type { SignedHeaders } from '../domain/exchange.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { Inspection, Judgement } from '../domain/inspection.ts';
import { podOf } from '../domain/pod.ts';
import { getIdentity } from '../identities/identities.ts';
import type { MessageInput } from '../messaging/contract.ts';
import { noteDate } from '../platform/clock.ts';
import { decide, grantFor, modeNeeded, type RefusedRequest } from '../signing/policy.ts';
import { authority, signAs } from './signing.ts';
import { documentIn } from './site-pages.ts';

/**
 * What the inspector shows of an identity: neither the private key nor the refresh token.
 *
 * @throws LatchkeyError `identity-unknown`
 */
export async function inspect(id: IdentityId): Promise<Inspection> {
  const { webId, issuer, client, key, session } = await getIdentity(id);
  const { publicJwk, jkt } = key;
  const about = { id, webId, issuer, clientId: client.id, publicJwk, jkt };
  if (session.state !== 'signed-in') return { ...about, tokens: null };
  const { refreshToken: _, ...tokens } = session.tokens;
  return { ...about, tokens };
}

/**
 * Signs one request that a page of ours makes.
 *
 * @param nonce null for the one that the server gave last
 * @param date what the server told the page of its clock
 * @throws LatchkeyError `address-invalid`, `address-insecure`; else as `signAs`
 */
export async function signFor(
  id: IdentityId,
  method: string,
  address: string,
  nonce: string | null,
  date: string | null = null,
): Promise<SignedHeaders> {
  const url = parseWebUrl(address);
  await noteDate(url, date);
  return await signAs(id, method, url, null, nonce);
}

/**
 * What would be done right now with a request of a site, or with a navigation where there is none.
 *
 * @throws LatchkeyError `address-invalid`, `address-insecure`
 */
export async function judge({
  method,
  url: address,
  site,
  tabId,
}: MessageInput<'judge'>): Promise<Judgement> {
  const url = parseWebUrl(address);
  const request: RefusedRequest = {
    ...{ kind: site === null ? 'navigation' : 'fetch', method, url, site, isTopFrame: true },
    tabId: tabId ?? -1,
    ...(tabId === null && { isPrivate: false }),
    documentId: tabId === null ? null : await documentIn(tabId),
  };
  const known = await authority(request);
  const decision = decide(request, known);
  const signer = 'sign' in decision ? decision.sign : null;
  const pod = podOf(known.pods, url) ?? null;
  const chosen =
    site === null
      ? known.podSettings.find(({ storage }) => storage === pod)?.identity
      : known.siteIdentities[site];
  return {
    signer,
    left: 'leave' in decision ? decision.leave : null,
    identity: known.active === null && site === null ? null : (chosen ?? known.active),
    mode: modeNeeded(request),
    pod,
    grant: (signer !== null && grantFor(request, signer, known.grants)) || null,
  };
}
