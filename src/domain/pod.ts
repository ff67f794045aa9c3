import { parseWebUrl } from './address.ts';
import type { Brand } from './brand.ts';
import { isFirefox } from './build.ts';
import { LatchkeyError } from './errors.ts';

/** The root of a pod: a URL prefix that ends in `/`, without query or fragment. */
export type StorageRoot = Brand<'StorageRoot'>;

/**
 * @throws LatchkeyError `address-invalid`, `address-insecure`
 */
export function parseStorageRoot(text: string): StorageRoot {
  const url = parseWebUrl(text);
  if (!url.pathname.endsWith('/') || url.search !== '' || url.hash !== '') {
    throw new LatchkeyError('address-invalid', url.href.slice(0, 200));
  }
  return url.href as StorageRoot;
}

/**
 * Whether a URL lies in a pod: same origin, and its path below the root on a segment border.
 * A path whose encoded slashes would climb out of the root once a server decodes them does not count.
 */
export function contains(root: StorageRoot, url: URL): boolean {
  const base = new URL(root);
  if (url.origin !== base.origin || url.username !== '' || url.password !== '') return false;
  if (!url.pathname.startsWith(base.pathname)) return false;
  const decoded = url.pathname.replace(/%(?:25)*(2f|5c)/gi, '/').replace(/%(?:25)*2e/gi, '.');
  return new URL(decoded.replace(/^\/+/, '/'), base.origin).pathname.startsWith(base.pathname);
}

/**
 * Whether a server might take a URL for one in a pod, in whatever escapes it is spelled. `contains` leaves such URLs
 * out, which is safe for what is allowed; this is for what is not.
 */
export function mayHold(root: StorageRoot, url: URL): boolean {
  const base = new URL(root);
  if (url.origin !== base.origin) return false;
  return url.pathname.startsWith(base.pathname) || `${plainPath(url)}/`.startsWith(plainPath(base));
}

function plainPath({ pathname, origin }: URL): string {
  const url = new URL(origin);
  for (let path = pathname, before = ''; path !== before; ) {
    before = path;
    path = path.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    url.pathname = path.replace(/[\\/]+/g, '/');
  }
  return url.pathname;
}

/** The innermost of the pods that hold a URL. */
export function podOf(pods: Iterable<StorageRoot>, url: URL): StorageRoot | undefined {
  let found: StorageRoot | undefined;
  for (const root of pods) {
    if (contains(root, url) && root.length > (found?.length ?? 0)) found = root;
  }
  return found;
}

/** The match patterns of every host that Latchkey may ever talk to, as far as the person lets it. */
export const EVERY_HOST: readonly string[] = ['https://*/*', 'http://*.localhost/*', 'http://127.0.0.1/*'];

/** The match pattern of a URL's host, for host permissions. Ports are left out: Firefox matches none. */
export function hostPattern(url: string | URL): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}

/**
 * What Latchkey has to be let onto, to sign at each of some URLs, or anywhere for the choice of every pod. In Firefox
 * WebSockets are a matter of their own.
 */
export function hostPatterns(urls: readonly string[]): readonly string[] {
  const patterns = urls.map((url) => (url === ANY_HOST ? 'https://*/*' : hostPattern(url)));
  return [...new Set(isFirefox ? withSockets(patterns) : patterns)];
}

/** Patterns of hosts, each with that of the host's WebSockets. */
export function withSockets(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((one) => [one, one.replace(/^http/, 'ws')]);
}

/** As `ANY_POD`, which is a matter of grants. */
const ANY_HOST = '*';
