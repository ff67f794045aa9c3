import { base64url } from 'jose';

/** The SHA-256 of a text, base64url-encoded. */
export async function digestOf(text: string): Promise<string> {
  return base64url.encode(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
}
