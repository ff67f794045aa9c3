import { assertMayLeadTo, parseWebUrl, WELL_KNOWN, wellKnownOf, withoutSlash } from '../domain/address.ts';
import { type ErrorCode, toFailure } from '../domain/errors.ts';
import { cleanText } from '../domain/identity.ts';
import { Members } from '../oidc/members.ts';

const MAX_SHOWN = 16;

/** A URL that metadata names, or why Latchkey would not talk to it. */
export type Endpoint =
  | { readonly is: 'absent' }
  | { readonly is: 'usable'; readonly url: URL }
  | { readonly is: 'unusable'; readonly code: ErrorCode; readonly value: string };

/** An issuer's metadata as it stands, and where it stands. */
export class Stated extends Members {
  /** Where the metadata was read. */
  readonly url: URL;

  constructor(metadata: unknown, url: URL) {
    super(metadata);
    this.url = url;
  }

  /** A URL that the metadata names; whether Latchkey would talk to it is asked as sign-in asks it. */
  endpoint(name: string): Endpoint {
    if (!this.has(name)) return { is: 'absent' };
    const value = this.text(name);
    try {
      const url = parseWebUrl(value ?? '');
      assertMayLeadTo(this.url, url);
      return { is: 'usable', url };
    } catch (error) {
      return { is: 'unusable', code: toFailure(error).code, value: shown(value ?? '') };
    }
  }

  /** The address that the metadata speaks for, without a final slash: an issuer may have one more. */
  get address(): string {
    return addressOf(this.url);
  }

  /** Whether the issuer string is the one that belongs here (OpenID Connect Discovery 1.0 section 4.3). */
  get namesItself(): boolean {
    const issuer = this.text('issuer');
    return issuer !== null && withoutSlash(issuer) === this.address;
  }

  /** Whether it says of itself that it is for Solid, in either way. */
  get saysSolid(): boolean {
    return this.names('scopes_supported', 'webid') || this.has('solid_oidc_supported');
  }
}

/** Where the metadata of an issuer stands; an address that is the metadata's own will do. */
export function metadataUrlOf(address: URL): URL {
  return wellKnownOf(addressOf(address));
}

/**
 * A value from the metadata, fit to stand in a sentence and in Markdown: nothing in it disguises what follows, makes
 * a link of it or formats it.
 */
export function shown(value: string, length = 200): string {
  return cleanText(value.replace(/[`*[\]<>|\\]/g, '?'), length);
}

/** The entries of a list in words; a long list is cut. */
export function enumerated(list: readonly string[]): string {
  if (list.length === 0) return 'nothing';
  const all = list.slice(0, MAX_SHOWN).map((entry) => shown(entry, 60));
  const rest = list.length - all.length;
  return all.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function addressOf({ origin, pathname }: URL): string {
  const path = pathname.endsWith(WELL_KNOWN) ? pathname.slice(0, -WELL_KNOWN.length) : pathname;
  return withoutSlash(origin + path);
}
