import { LatchkeyError } from '../domain/errors.ts';
import { isJsonObject } from '../oidc/members.ts';
import { KIBIBYTE, ownFetch } from '../platform/http.ts';

/**
 * Reads what an issuer publishes as a JSON object, its metadata or its keys, however broken.
 *
 * @param from the address that named this one
 * @throws LatchkeyError `issuer-invalid` where there is no object at all, and those of `ownFetch`
 */
export async function readJsonObject(url: URL, from: URL): Promise<object> {
  const response = await ownFetch(url, {
    from,
    maxBytes: 64 * KIBIBYTE,
    init: { headers: { accept: 'application/json' }, redirect: 'error' },
  });
  const json: unknown = response.ok ? await response.json().catch(() => null) : null;
  if (!isJsonObject(json)) throw new LatchkeyError('issuer-invalid', url.host);
  return json;
}
