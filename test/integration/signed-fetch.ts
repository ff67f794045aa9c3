import type { IdentityId } from '../../src/domain/identity.ts';
import { keepNonce } from '../../src/dpop/nonces.ts';
import { credentialsOf } from '../../src/identities/session.ts';
import { noteDate } from '../../src/platform/clock.ts';
import { signRequest } from '../../src/signing/signer.ts';

/** As often as a server may have something to say first: the time by its clock, and its nonce. */
const ATTEMPTS = 3;

/** A request, signed as the worker signs it, that is made again by what the server said. */
export async function fetchSigned(
  id: IdentityId,
  method: string,
  address: string,
  body?: string,
): Promise<Response> {
  const url = new URL(address);
  for (let attempt = 1; ; attempt += 1) {
    const { key, accessToken } = await credentialsOf(id);
    const signed = await signRequest(key, { method, url, accessToken });
    const headers = { ...signed, 'content-type': 'text/plain' };
    const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    await keepNonce('resource', url, response.headers.get('dpop-nonce'));
    await noteDate(url, response.headers.get('date'));
    if (response.status !== 401 || attempt === ATTEMPTS) return response;
    await response.body?.cancel();
  }
}
