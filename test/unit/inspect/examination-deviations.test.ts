import { describe, expect, it } from 'vitest';
import { deviationsOf } from '../../../src/inspect/deviations.ts';
import type { Json } from '../../fakes/lies.ts';
import { CSS, ESS, faultless, metadataUrl, NSS, OIDC_PROVIDER } from '../../fakes/metadata.ts';

const HERE = metadataUrl('https://idp.example');

describe('deviations from the specifications', () => {
  it('are none in an issuer without fault', () => {
    expect(deviationsOf(faultless(), HERE)).toEqual([]);
    expect(deviationsOf(ESS, metadataUrl(ESS['issuer']))).toEqual([]);
    expect(deviationsOf(OIDC_PROVIDER, metadataUrl(OIDC_PROVIDER['issuer']))).toEqual([]);
  });

  it('are what the servers that there are leave out', () => {
    expect(deviationsOf(CSS, metadataUrl(CSS['issuer']))).toEqual([
      'id_token_signing_alg_values_supported leaves out RS256, which OpenID Connect Discovery 1.0 section 3 requires. It does not trouble Latchkey.',
    ]);
    expect(deviationsOf(NSS, metadataUrl(NSS['issuer']))).toEqual([
      'webid is not in scopes_supported, where Solid-OIDC (Conformance Discovery) wants it.',
    ]);
  });

  it.each([
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'response_types_supported',
    'subject_types_supported',
    'id_token_signing_alg_values_supported',
  ])('are told where %s is missing', (name) => {
    expect(deviationsOf(faultless({ [name]: undefined }), HERE)).toEqual([
      `${name} is missing, which OpenID Connect Discovery 1.0 section 3 requires.`,
    ]);
  });

  it.each([
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'registration_endpoint',
    'pushed_authorization_request_endpoint',
    'revocation_endpoint',
    'end_session_endpoint',
    'userinfo_endpoint',
    'introspection_endpoint',
  ])('are told of where %s leads', (name) => {
    const told = (value: unknown) => deviationsOf(faultless({ [name]: value }), HERE);
    expect(told('https://elsewhere.example/')).toEqual([]);
    expect(told('http://a.example/')).toEqual([
      `${name} is http://a.example/, without https. Latchkey uses plain http on this machine only.`,
    ]);
    for (const inside of ['https://192.168.0.1/', 'http://localhost:1/', 'https://printer.lan/']) {
      expect(told(inside)).toEqual([
        expect.stringContaining(`${name} is ${inside}, on this machine or in a`),
      ]);
    }
    expect(told('javascript:alert(1)')).toEqual([`${name} is javascript:alert(1), which is no web address.`]);
    expect(told(['https://a.example/'])).toEqual([`${name} is no text, which is no web address.`]);
  });

  it('are none where an issuer on loopback names loopback', () => {
    const told = deviationsOf(
      { ...CSS, userinfo_endpoint: 'http://localhost:1/' },
      metadataUrl(CSS['issuer']),
    );
    expect(told).toHaveLength(1);
  });

  it.each<[string, Json, string]>([
    ['another issuer', { issuer: 'https://evil.example' }, 'issuer is https://evil.example, but stands at'],
    [
      'another path',
      { issuer: 'https://idp.example/realm' },
      'but stands at the address of https://idp.example ',
    ],
    ['two slashes', { issuer: 'https://idp.example//' }, 'by one final slash at most'],
    [
      'an issuer without https',
      { issuer: 'http://idp.example' },
      'issuer is http://idp.example, without https',
    ],
    ['an issuer that is no URL', { issuer: 'idp' }, 'issuer is idp, which is no web address'],
    ['a query in the issuer', { issuer: 'https://idp.example?a' }, 'issuer has a query or a fragment'],
    ['a fragment in the issuer', { issuer: 'https://idp.example#a' }, 'issuer has a query or a fragment'],
    ['no code', { response_types_supported: ['id_token'] }, 'leaves out code'],
    ['no webid', { scopes_supported: ['openid', 'offline_access'] }, 'webid is not in scopes_supported'],
    ['no scopes', { scopes_supported: undefined }, 'webid is not in scopes_supported'],
    ['no ES256 for DPoP', { dpop_signing_alg_values_supported: ['RS256'] }, 'leaves out ES256'],
    [
      'unsigned proofs',
      { dpop_signing_alg_values_supported: ['ES256', 'none'] },
      'RFC 9449 section 4.2 forbids',
    ],
    [
      'shared secrets',
      { dpop_signing_alg_values_supported: ['ES256', 'HS256'] },
      'RFC 9449 section 4.2 forbids',
    ],
    ['no RS256', { id_token_signing_alg_values_supported: ['ES256'] }, 'leaves out RS256'],
    [
      'unsigned ID tokens',
      { id_token_signing_alg_values_supported: ['RS256', 'none'] },
      'Latchkey refuses it',
    ],
    [
      'unsigned assertions',
      { token_endpoint_auth_signing_alg_values_supported: ['none'] },
      'token_endpoint_auth_signing_alg_values_supported names none',
    ],
    ['plain PKCE only', { code_challenge_methods_supported: ['plain'] }, 'RFC 7636 section 4.2 requires'],
    [
      'PAR without an endpoint',
      { require_pushed_authorization_requests: true, pushed_authorization_request_endpoint: undefined },
      'RFC 9126 section 5',
    ],
    [
      'a Solid issuer without documents',
      { client_id_metadata_document_supported: false },
      'has to read Client ID Documents (Solid-OIDC section 5.1)',
    ],
  ])('are told of: %s', (_what, change, words) => {
    expect(deviationsOf(faultless(change), HERE)).toContainEqual(expect.stringContaining(words));
  });

  it.each([
    'scopes_supported',
    'response_types_supported',
    'grant_types_supported',
    'subject_types_supported',
    'id_token_signing_alg_values_supported',
    'token_endpoint_auth_methods_supported',
    'token_endpoint_auth_signing_alg_values_supported',
    'code_challenge_methods_supported',
    'dpop_signing_alg_values_supported',
  ])('are told where %s is no list of strings', (name) => {
    for (const value of ['text', [1], null, {}]) {
      expect(deviationsOf(faultless({ [name]: value }), HERE)).toContain(`${name} is not a list of strings.`);
    }
  });

  it.each([
    'authorization_response_iss_parameter_supported',
    'require_pushed_authorization_requests',
    'client_id_metadata_document_supported',
  ])('are told where %s is neither true nor false', (name) => {
    const told = deviationsOf(faultless({ [name]: 'true' }), HERE);
    expect(told).toEqual([`${name} is neither true nor false.`]);
  });

  it('are none where pushed requests are required and can be made', () => {
    expect(deviationsOf(faultless({ require_pushed_authorization_requests: true }), HERE)).toEqual([]);
  });
});
