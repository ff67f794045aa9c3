import { describe, expect, it, vi } from 'vitest';
import type { Issuer } from '../../../src/domain/identity.ts';
import { readIssuer, readIssuerAt } from '../../../src/oidc/metadata.ts';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import type { Json, Lies } from '../../fakes/lies.ts';
import { publicInternet } from '../../fakes/public-internet.ts';
import { serve, serveTls } from '../../fakes/server.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

describe('an issuer’s metadata', () => {
  it('says where everything is, and whether it is for Solid', async () => {
    await using issuer = await startIssuer();
    const metadata = await readIssuer(issuer.url, new URL(issuer.url));
    expect(metadata).toMatchObject({
      issuer: issuer.url,
      saysSolid: true,
      server: { token_endpoint: `${issuer.url}token` },
    });
  });

  it.each<[string, boolean, (metadata: Json) => void]>([
    [
      'in the older way',
      true,
      (metadata) => Object.assign(metadata, { scopes_supported: [], solid_oidc_supported: 'x' }),
    ],
    [
      'not at all',
      false,
      (metadata) => Object.assign(metadata, { scopes_supported: ['openid', 'offline_access'] }),
    ],
    ['nothing of scopes', false, (metadata) => delete metadata['scopes_supported']],
  ])('may speak of Solid %s', async (_how, saysSolid, metadata) => {
    await using issuer = await startIssuer({ metadata });
    expect((await readIssuer(issuer.url, new URL(issuer.url))).saysSolid).toBe(saysSolid);
  });

  it.each<[string, Lies, string]>([
    [
      'states another issuer',
      { metadata: (m) => (m['issuer'] = 'https://evil.example/') },
      'issuer-mismatch',
    ],
    [
      'states itself without its slash',
      { metadata: (m) => (m['issuer'] = String(m['issuer']).slice(0, -1)) },
      'issuer-mismatch',
    ],
    ['states no issuer', { metadata: (m) => delete m['issuer'] }, 'issuer-invalid'],
    [
      'has no authorization endpoint',
      { metadata: (m) => delete m['authorization_endpoint'] },
      'issuer-invalid',
    ],
    ['has no token endpoint', { metadata: (m) => delete m['token_endpoint'] }, 'issuer-invalid'],
    ['has no keys', { metadata: (m) => delete m['jwks_uri'] }, 'issuer-invalid'],
    [
      'has a list for an endpoint',
      { metadata: (m) => (m['token_endpoint'] = ['https://a.example/']) },
      'issuer-invalid',
    ],
    [
      'has an endless endpoint',
      { metadata: (m) => (m['token_endpoint'] = `https://${'a'.repeat(2048)}`) },
      'issuer-invalid',
    ],
    [
      'has an insecure token endpoint',
      { metadata: (m) => (m['token_endpoint'] = 'http://a.example/') },
      'address-insecure',
    ],
    ['has insecure keys', { metadata: (m) => (m['jwks_uri'] = 'http://a.example/') }, 'address-insecure'],
    [
      'has an insecure registration',
      { metadata: (m) => (m['registration_endpoint'] = 'http://a.example/') },
      'address-insecure',
    ],
    [
      'has a script for an endpoint',
      { metadata: (m) => (m['authorization_endpoint'] = 'javascript:alert(1)') },
      'address-invalid',
    ],
    [
      'has an endpoint in a private network',
      { metadata: (m) => (m['token_endpoint'] = 'https://10.0.0.1/') },
      'address-private',
    ],
    [
      'cannot do ES256',
      { metadata: (m) => (m['dpop_signing_alg_values_supported'] = ['EdDSA', 'RS256']) },
      'issuer-unsupported',
    ],
    ['is not JSON', { discovery: (statement) => (statement.body = '<html>') }, 'issuer-invalid'],
    ['is a list', { discovery: (statement) => (statement.body = []) }, 'issuer-invalid'],
    ['is null', { discovery: (statement) => (statement.body = null) }, 'issuer-invalid'],
    ['is not there', { discovery: (statement) => (statement.status = 404) }, 'issuer-invalid'],
    ['is larger than 64 KiB', { metadata: (m) => (m['x'] = 'x'.repeat(65_536)) }, 'too-large'],
    [
      'is somewhere else',
      {
        discovery: (statement) =>
          Object.assign(statement, { status: 302, headers: { location: '/alice/card' } }),
      },
      'redirected',
    ],
  ])('is refused when it %s', async (_what, lies, code) => {
    await using issuer = await startIssuer(lies);
    expect(await codeOf(readIssuer(issuer.url, new URL(issuer.url)))).toBe(code);
  });

  it('may leave its DPoP algorithms unsaid', async () => {
    await using issuer = await startIssuer({
      metadata: (m) => delete m['dpop_signing_alg_values_supported'],
    });
    expect(await codeOf(readIssuer(issuer.url, new URL(issuer.url)))).toBeNull();
  });

  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'registration_endpoint'])(
    'never leads from a public issuer to this machine by its %s',
    async (name) => {
      using internet = await publicInternet();
      await using server = await serveTls(({ headers }) => {
        const url = `https://${String(headers.host)}/`;
        const endpoints = { authorization_endpoint: url, token_endpoint: url, jwks_uri: url };
        return { body: JSON.stringify({ issuer: url, ...endpoints, [name]: 'http://localhost:1/' }) };
      });
      const url = internet.at('idp.example', server);
      expect(await codeOf(readIssuer(url.href as Issuer, url))).toBe('address-private');
    },
  );
});

describe('the issuer at an address that a person typed', () => {
  /** An issuer that states itself as `stated`, asked for as `typed`; both are paths at one server. */
  async function typed(stated: string, path: string): Promise<{ issuer: string; asked: string | undefined }> {
    await using server = await serve(() => {
      const url = server.url.slice(0, -1);
      const endpoints = { authorization_endpoint: url, token_endpoint: url, jwks_uri: url };
      return { body: JSON.stringify({ issuer: url + stated, ...endpoints }) };
    });
    const issuer = await readIssuerAt(new URL(path, server.url)).then(
      (metadata) => metadata.issuer.slice(server.url.length - 1),
      (error: unknown) => String(error).split(':')[1]?.trim() ?? '',
    );
    return { issuer, asked: server.seen[0]?.path };
  }

  it.each([
    ['', '/', '/.well-known/openid-configuration'],
    ['/', '/', '/.well-known/openid-configuration'],
    ['/realm', '/realm', '/realm/.well-known/openid-configuration'],
    ['/realm', '/realm/', '/realm/.well-known/openid-configuration'],
    ['/realm/', '/realm', '/realm/.well-known/openid-configuration'],
    ['/realm/', '/realm/?a#b', '/realm/.well-known/openid-configuration'],
  ])('tells itself whether it ends in a slash: “%s” is found at %s', async (stated, path, asked) => {
    expect(await typed(stated, path)).toEqual({ issuer: stated, asked });
  });

  it.each([
    ['/realm', '/'],
    ['/', '/realm'],
    ['/realm/x', '/realm/'],
    ['/Realm', '/realm'],
    ['//', '/'],
  ])('is no other one: “%s” is not found at %s', async (stated, path) => {
    expect((await typed(stated, path)).issuer).toBe('issuer-mismatch');
  });
});
