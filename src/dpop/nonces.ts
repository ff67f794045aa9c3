import * as v from 'valibot';
import { remembered } from '../platform/remembered.ts';

/** A server gives its nonces as an authorization server or as a resource server: they are kept apart. */
export type End = 'authorization' | 'resource';

const NonceSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
const nonces = remembered('dpop-nonces', NonceSchema);

/** The nonce that a server gave last (RFC 9449 section 8.2), or null. */
export async function nonceFor(end: End, { origin }: URL): Promise<string | null> {
  return (await nonces.recall(`${end} ${origin}`)) ?? null;
}

/** Keeps the `DPoP-Nonce` of any answer, for the next proof to the same origin. */
export async function keepNonce(end: End, { origin }: URL, nonce: string | null): Promise<void> {
  if (v.is(NonceSchema, nonce)) await nonces.remember(`${end} ${origin}`, nonce);
}
