/** What a server says that may be done with a resource. */
export interface WacAllow {
  /** By whoever asked; null where nothing is said of them. */
  readonly user: readonly string[] | null;
  /** By everybody. */
  readonly public: readonly string[] | null;
}

/** Reads `WAC-Allow` (Web Access Control section 5.1): `user="read write", public="read"`. */
export function parseWacAllow(header: string | null): WacAllow | null {
  if (header === null) return null;
  const groups = new Map<string, readonly string[]>();
  for (const [, group = '', modes = ''] of header.slice(0, 1024).matchAll(/(\w+)\s*=\s*"([^"]*)"/g)) {
    groups.set(group.toLowerCase(), modes.toLowerCase().split(/\s+/).filter(Boolean));
  }
  return { user: groups.get('user') ?? null, public: groups.get('public') ?? null };
}
