import { describe, expect, it } from 'vitest';
import type { Topic, Verdict } from '../../../src/domain/examination.ts';
import { findingsOf } from '../../../src/inspect/findings.ts';
import type { Json } from '../../fakes/lies.ts';
import { faultless, metadataUrl, NSS } from '../../fakes/metadata.ts';

const HERE = metadataUrl('https://idp.example');

function finding(topic: Topic, metadata: unknown, url = HERE) {
  const found = findingsOf(metadata, url).find((one) => one.topic === topic);
  if (found === undefined) throw new Error(`Nothing is said of ${topic}.`);
  return found;
}

describe('what an issuer’s metadata says is judged', () => {
  it.each<[Topic, Verdict, Json, readonly string[]]>([
    ['issuer', 'yes', {}, ['https://idp.example, and it matches', 'without a final slash']],
    [
      'issuer',
      'yes',
      { issuer: 'https://idp.example/' },
      ['https://idp.example/, and', 'with its final slash'],
    ],
    ['issuer', 'no', { issuer: 'https://evil.example' }, ['https://evil.example', 'does not sign in here']],
    ['issuer', 'no', { issuer: 'https://idp.example//' }, ['does not sign in here']],
    ['issuer', 'no', { issuer: undefined }, ['names no issuer']],
    ['issuer', 'no', { issuer: 5 }, ['names no issuer']],

    ['solid', 'yes', { solid_oidc_supported: undefined }, ['webid is in scopes_supported']],
    ['solid', 'partly', { scopes_supported: ['openid'] }, ['solid_oidc_supported is stated']],
    [
      'solid',
      'unstated',
      { scopes_supported: ['openid'], solid_oidc_supported: undefined },
      ['warns and asks', 'Node Solid Server'],
    ],

    [
      'dpop',
      'yes',
      {},
      ['DPoP works at the token endpoint', 'alone tells of it', 'ES256, RS256', 'however it authenticates'],
    ],
    ['dpop', 'no', { dpop_signing_alg_values_supported: ['EdDSA'] }, ['names EdDSA, but not ES256']],
    ['dpop', 'no', { dpop_signing_alg_values_supported: [] }, ['names nothing, but not ES256']],
    [
      'dpop',
      'unstated',
      { dpop_signing_alg_values_supported: undefined },
      ['is unsaid', 'Node Solid Server'],
    ],
    ['dpop', 'unstated', { dpop_signing_alg_values_supported: 'ES256' }, ['is unsaid']],

    ['pkce', 'yes', { code_challenge_methods_supported: ['plain', 'S256'] }, ['names S256']],
    ['pkce', 'no', { code_challenge_methods_supported: ['plain'] }, ['names plain, but not S256']],
    ['pkce', 'unstated', { code_challenge_methods_supported: undefined }, ['all the same']],

    ['refresh', 'yes', {}, ['stays signed in']],
    ['refresh', 'partly', { scopes_supported: ['openid', 'webid'] }, ['does not name offline_access']],
    ['refresh', 'partly', { scopes_supported: undefined }, ['does not name offline_access']],
    ['refresh', 'no', { grant_types_supported: ['authorization_code'] }, ['but not refresh_token']],
    ['refresh', 'unstated', { grant_types_supported: undefined }, ['is absent']],

    ['registration', 'yes', {}, ['registers by itself']],
    ['registration', 'no', { registration_endpoint: undefined }, ['needs a Client ID Document']],
    ['registration', 'no', { registration_endpoint: 'http://idp.example/' }, ['see the deviations']],

    ['client-document', 'yes', {}, ['without registration']],
    [
      'client-document',
      'yes',
      { client_id_metadata_document_supported: undefined },
      ['Solid-OIDC section 5.1', 'has to read'],
    ],
    ['client-document', 'no', { client_id_metadata_document_supported: false }, ['register instead']],
    [
      'client-document',
      'unstated',
      {
        client_id_metadata_document_supported: undefined,
        scopes_supported: ['openid'],
        solid_oidc_supported: undefined,
      },
      ['does not call itself one', 'Node Solid Server refuses'],
    ],

    ['par', 'yes', {}, ['not required', 'does without']],
    ['par', 'yes', { require_pushed_authorization_requests: true }, ['are required', 'pushes']],
    ['par', 'no', { pushed_authorization_request_endpoint: undefined }, ['not offered']],
    [
      'par',
      'no',
      { pushed_authorization_request_endpoint: undefined, require_pushed_authorization_requests: true },
      ['cannot sign in'],
    ],

    ['revocation', 'yes', {}, ['revoke the refresh token']],
    ['revocation', 'no', { revocation_endpoint: undefined }, ['runs out by itself']],
    ['revocation', 'no', { revocation_endpoint: 'https://10.0.0.1/' }, ['see the deviations']],

    ['logout', 'yes', {}, ['end the issuer’s own session']],
    ['logout', 'no', { end_session_endpoint: undefined }, ['goes on']],
    ['logout', 'no', { end_session_endpoint: 'javascript:alert(1)' }, ['see the deviations']],

    ['issuer-in-response', 'yes', {}, ['refuses an authorization response without iss']],
    [
      'issuer-in-response',
      'no',
      { authorization_response_iss_parameter_supported: undefined },
      ['RFC 9207 section 3'],
    ],
    ['issuer-in-response', 'no', { authorization_response_iss_parameter_supported: 'true' }, ['is not true']],

    ['id-token', 'yes', {}, ['Latchkey can verify that.']],
    [
      'id-token',
      'yes',
      { id_token_signing_alg_values_supported: ['none', 'PS256', 'HS256'] },
      ['names none, PS256, HS256', 'verifies PS256, and refuses'],
    ],
    ['id-token', 'partly', { id_token_signing_alg_values_supported: ['EdDSA'] }, ['only in a browser']],
    ['id-token', 'no', { id_token_signing_alg_values_supported: ['none', 'HS256'] }, ['cannot sign in']],
    ['id-token', 'unstated', { id_token_signing_alg_values_supported: undefined }, ['RS256, the default']],
  ])('%s: %s for %j', (topic, verdict, change, words) => {
    const { verdict: found, says } = finding(topic, faultless(change));
    expect(found).toBe(verdict);
    for (const some of words) expect(says).toContain(some);
  });

  it('mentions the member by which Node Solid Server hints at DPoP', () => {
    expect(finding('dpop', NSS).says).toContain('token_types_supported');
    const silent = faultless({ dpop_signing_alg_values_supported: undefined });
    expect(finding('dpop', silent).says).not.toContain('token_types_supported');
  });
});

describe('the method at the token endpoint', () => {
  const DPOP_TOO = 'a proof is sent with each method, and authenticates no client';

  it.each<[readonly string[] | undefined, string, string]>([
    [
      ['private_key_jwt', 'client_secret_post', 'client_secret_basic', 'none'],
      'none',
      'no secret, as an extension keeps none',
    ],
    [
      ['private_key_jwt', 'client_secret_post', 'client_secret_basic'],
      'client_secret_basic',
      'in its order: none, client_secret_basic, client_secret_post, private_key_jwt.',
    ],
    [['client_secret_jwt', 'private_key_jwt', 'client_secret_post'], 'client_secret_post', 'in its order'],
    [['private_key_jwt', 'tls_client_auth'], 'private_key_jwt', 'in its order'],
    [undefined, 'client_secret_basic', 'is absent, which means client_secret_basic'],
  ])('for %j is %s, and why', (methods, method, reason) => {
    const metadata = faultless({ token_endpoint_auth_methods_supported: methods });
    const { verdict, says } = finding('token-endpoint', metadata);
    expect(verdict).toBe('yes');
    expect(says).toMatch(new RegExp(`Latchkey will use ${method}[,;]`));
    expect(says).toContain(reason);
    expect(says).toContain('If a registration’s response names another method, that one is used.');
    expect(says).toContain(DPOP_TOO);
  });

  it.each<[string, Json, string]>([
    [
      'no method is ours',
      { token_endpoint_auth_methods_supported: ['client_secret_jwt'] },
      'names client_secret_jwt. Latchkey knows none, client_secret_basic,',
    ],
    [
      'its signature would not be ours',
      {
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['RS256'],
      },
      'signed with RS256; Latchkey signs with ES256',
    ],
    ['there is no token endpoint', { token_endpoint: undefined }, 'no usable token_endpoint'],
    ['the token endpoint is insecure', { token_endpoint: 'http://a.example/' }, 'no usable token_endpoint'],
  ])('is none where %s', (_why, change, words) => {
    const { verdict, says } = finding('token-endpoint', faultless(change));
    expect(verdict).toBe('no');
    expect(says).toContain(words);
  });

  it('may be private_key_jwt where ES256 will do', () => {
    const metadata = faultless({
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256', 'ES256'],
    });
    expect(finding('token-endpoint', metadata).verdict).toBe('yes');
  });
});
