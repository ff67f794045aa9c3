import { LatchkeyError } from './errors.ts';

/**
 * Where a host leads: to the internet, to this machine, or into a private network. `[::1]` counts as private:
 * a content security policy cannot name it, so Latchkey could not reach it.
 */
export type Reach = 'public' | 'loopback' | 'private';

const PRIVATE_V4 =
  /^(0|10|127|198\.1[89]|2(2[4-9]|[3-5]\d)|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_NAME = /(^[^.]+|\.(local|internal|lan|home\.arpa))\.?$/;

/**
 * The reach of a host as the URL parser normalised it, so decimal, hexadecimal and IPv4-mapped spellings of an
 * address are already one spelling.
 */
export function reachOf({ hostname }: URL): Reach {
  const name = hostname.toLowerCase();
  if (/^(.+\.)?localhost\.?$/.test(name) || name === '127.0.0.1') return 'loopback';
  if (name.startsWith('[')) return reachOfV6(name.slice(1, -1));
  if (/^[\d.]+$/.test(name)) return PRIVATE_V4.test(name) ? 'private' : 'public';
  return PRIVATE_NAME.test(name) ? 'private' : 'public';
}

function reachOfV6(address: string): Reach {
  if (/^(::|2002:|f[cdf]|fe[89a-f])/.test(address)) return 'private';
  return /^64:ff9b:/.test(address) ? 'private' : 'public';
}

/**
 * Parses a URL that Latchkey may talk to: https, or http on loopback; no user name or password. A host with `*` is none:
 * asked for as a permission, it would be many.
 *
 * @throws LatchkeyError `address-invalid`, `address-insecure`
 */
export function parseWebUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || url.host.includes('*') || url.username + url.password !== '') {
    throw new LatchkeyError('address-invalid', text.slice(0, 200));
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && reachOf(url) === 'loopback')) return url;
  throw new LatchkeyError(url.protocol === 'http:' ? 'address-insecure' : 'address-invalid', url.host);
}

/**
 * Parses what a person typed as a WebID, a pod or an issuer; the scheme may be left out.
 *
 * @throws LatchkeyError `address-invalid`, `address-insecure`
 */
export function parseTyped(text: string): URL {
  const typed = text.trim();
  if (typed === '' || /\s/.test(typed)) throw new LatchkeyError('address-invalid', typed.slice(0, 200));
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return parseWebUrl(typed);
  const https = URL.parse(`https://${typed}`);
  const scheme = https !== null && reachOf(https) === 'loopback' ? 'http' : 'https';
  return parseWebUrl(`${scheme}://${typed}`);
}

/**
 * Server-side request forgery guard: what a public server names never leads to this machine or a private
 * network. Only an address that the person typed on loopback, or on that same private host, does.
 *
 * @param from the address that named `to`, in the end one that the person typed
 * @throws LatchkeyError `address-private`
 */
export function assertMayLeadTo(from: URL, to: URL): void {
  const reach = reachOf(to);
  if (reach === 'public' || to.origin === from.origin) return;
  if (reach === 'loopback' && reachOf(from) === 'loopback') return;
  throw new LatchkeyError('address-private', to.host);
}

/** Below an issuer, where its metadata stands (OpenID Connect Discovery 1.0 section 4). */
export const WELL_KNOWN = '/.well-known/openid-configuration';

/** Where the metadata of an issuer stands: a final slash says nothing. */
export function wellKnownOf(issuer: string): URL {
  return new URL(withoutSlash(issuer) + WELL_KNOWN);
}

export function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

/** A URL as it is sent: a server sees no fragment. */
export function withoutFragment({ href }: URL): string {
  return href.replace(/#.*$/, '');
}
