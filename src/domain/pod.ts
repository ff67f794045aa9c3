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
 * Whether a URL lies in a pod: same origin, and its path below the root on a segment border. A path in which a server
 * might climb once it has undone escapes does not count.
 */
export function contains(root: StorageRoot, url: URL): boolean {
  const base = new URL(root);
  if (url.origin !== base.origin || url.username !== '' || url.password !== '') return false;
  return url.pathname.startsWith(base.pathname) && plainPath(url) !== null;
}

/**
 * Whether a server might take a URL for one in a pod, in whatever escapes it is spelled. `contains` leaves such URLs
 * out, which is safe for what is allowed; this is for what is not.
 */
export function mayHold(root: StorageRoot, url: URL): boolean {
  const base = new URL(root);
  if (url.origin !== base.origin) return false;
  const [path, wanted] = [plainPath(url), plainPath(base)];
  return path === null || wanted === null || `${path}/`.startsWith(wanted);
}

/** More layers of escapes than any honest URL has. */
const MAX_LAYERS = 8;

/**
 * The path of a URL without escapes and all else that one server or another reads past: blanks, empty segments, what
 * follows a semicolon or a question mark. Null where a server might climb in it, or has to undo escapes for ever.
 */
function plainPath({ pathname }: URL): string | null {
  let path = pathname;
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const before = path;
    path = before
      .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/[\0- ]/g, '');
    if (path !== before) continue;
    if (/[\\/]\.\.(?![^#;?\\/])/.test(path)) return null;
    return path.replace(/[#?].*|;[^\\/]*/g, '').replace(/[\\/](\.?[\\/])*/g, '/');
  }
  return null;
}

/** What two roots hold in common: the one that lies in the other, or nothing. */
export function commonRoot(one: StorageRoot, other: StorageRoot): StorageRoot | null {
  if (contains(one, new URL(other))) return other;
  return contains(other, new URL(one)) ? one : null;
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
  return patterns.flatMap((one) => [one, one.replace('http', 'ws')]);
}

/** As `ANY_POD`, which is a matter of grants. */
const ANY_HOST = '*';
