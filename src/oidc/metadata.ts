import type { AuthorizationServer } from 'oauth4webapi';
import * as v from 'valibot';
import { assertMayLeadTo, parseWebUrl, wellKnownOf, withoutSlash } from '../domain/address.ts';
import { LatchkeyError } from '../domain/errors.ts';
import type { Issuer } from '../domain/identity.ts';
import { dateOf, noteDate } from '../platform/clock.ts';
import { KIBIBYTE, ownFetch } from '../platform/http.ts';

/** An issuer's metadata (OpenID Connect Discovery 1.0 section 3), checked. */
export interface IssuerMetadata {
  readonly issuer: Issuer;
  readonly server: AuthorizationServer;
  /** Whether the `webid` scope is offered (Solid-OIDC section 9); some servers work without saying so. */
  readonly saysSolid: boolean;
}

const endpoint = v.pipe(v.string(), v.maxLength(2048));
const strings = v.array(v.string());

const Metadata = v.looseObject({
  issuer: v.pipe(v.string(), v.maxLength(2048)),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  registration_endpoint: v.optional(endpoint),
  revocation_endpoint: v.optional(endpoint),
  end_session_endpoint: v.optional(endpoint),
  pushed_authorization_request_endpoint: v.optional(endpoint),
  scopes_supported: v.optional(strings),
  dpop_signing_alg_values_supported: v.optional(strings),
  token_endpoint_auth_methods_supported: v.optional(strings),
});

/**
 * Reads an issuer's metadata. It must state exactly this issuer, and each endpoint must be one that may be
 * talked to.
 *
 * @param from the address that named the issuer
 * @throws LatchkeyError `issuer-invalid`, `issuer-mismatch`, `issuer-unsupported`, and those of `ownFetch`
 */
export async function readIssuer(issuer: Issuer, from: URL): Promise<IssuerMetadata> {
  const metadata = await readMetadata(parseWebUrl(issuer), from);
  if (metadata.issuer !== issuer) throw new LatchkeyError('issuer-mismatch', metadata.issuer);
  return metadata;
}

/**
 * Reads the metadata of the issuer at an address that a person typed, where a final slash says nothing: the
 * issuer itself tells whether its string ends in one.
 *
 * @throws LatchkeyError as `readIssuer`
 */
export async function readIssuerAt(address: URL): Promise<IssuerMetadata> {
  const metadata = await readMetadata(address, address);
  if (withoutSlash(metadata.issuer) !== withoutSlash(address.origin + address.pathname)) {
    throw new LatchkeyError('issuer-mismatch', metadata.issuer);
  }
  return metadata;
}

async function readMetadata(address: URL, from: URL): Promise<IssuerMetadata> {
  const wellKnown = wellKnownOf(address.origin + address.pathname);
  const response = await ownFetch(wellKnown, {
    from,
    maxBytes: 64 * KIBIBYTE,
    init: { headers: { accept: 'application/json' }, redirect: 'error' },
  });
  // The first proof for this issuer goes by its clock, too.
  await noteDate(wellKnown, dateOf(response));
  const parsed = v.safeParse(Metadata, response.ok ? await response.json().catch(() => null) : null);
  if (!parsed.success) throw new LatchkeyError('issuer-invalid', address.host);
  assertUsable(parsed.output, from);
  return {
    issuer: parsed.output.issuer as Issuer,
    server: parsed.output as AuthorizationServer,
    saysSolid:
      parsed.output.scopes_supported?.includes('webid') === true || 'solid_oidc_supported' in parsed.output,
  };
}

const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'registration_endpoint',
  'revocation_endpoint',
  'end_session_endpoint',
  'pushed_authorization_request_endpoint',
] as const;

function assertUsable(server: v.InferOutput<typeof Metadata>, from: URL): void {
  for (const name of ENDPOINTS) {
    const url = server[name];
    if (url !== undefined) assertMayLeadTo(from, parseWebUrl(url));
  }
  const algorithms = server.dpop_signing_alg_values_supported;
  if (algorithms?.includes('ES256') === false)
    throw new LatchkeyError('issuer-unsupported', 'DPoP with ES256');
}
