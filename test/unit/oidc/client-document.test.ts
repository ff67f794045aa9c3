import { describe, expect, it, vi } from 'vitest';
import { DOCUMENT_FLAWS, type DocumentFlaw } from '../../../src/domain/client.ts';
import { CLIENT_DOCUMENT_CONTEXT, generateClientDocument } from '../../../src/domain/client-document.ts';
import { checkClientDocument } from '../../../src/oidc/client-document.ts';
import { flawText } from '../../../src/ui/flaws.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { Json } from '../../fakes/lies.ts';
import { publicInternet } from '../../fakes/public-internet.ts';
import { type Reply, type Seen, serve, serveTls } from '../../fakes/server.ts';

const CHROMIUM = 'https://latchkey.chromiumapp.org/';
const FIREFOX = 'https://latchkey.extensions.allizom.org/';
const LINKED_DATA = { 'content-type': 'application/ld+json' };

/** A document as it was generated, hosted on loopback, but for what `change` makes of it. */
async function flawsOf(change: (document: Json) => unknown = () => undefined, reply: Reply = {}) {
  await using server = await serve(({ path }): Reply => {
    const document = generated(new URL('id', server.url));
    change(document);
    return { headers: LINKED_DATA, body: JSON.stringify(document), ...(path === '/id' && reply) };
  });
  return await checkClientDocument(new URL('id', server.url), CHROMIUM);
}

function generated(clientId: URL): Json {
  return JSON.parse(generateClientDocument({ clientId, redirectUris: [CHROMIUM, FIREFOX] })) as Json;
}

/** What is undefined is left out. */
function having(change: Json) {
  return (document: Json) => Object.assign(document, change);
}

describe('a generated Client ID Document', () => {
  const clientId = new URL('https://alice.example/apps/latchkey');

  it('is what Solid-OIDC section 5.1 asks for', () => {
    expect(generated(clientId)).toEqual({
      '@context': ['https://www.w3.org/ns/solid/oidc-context.jsonld'],
      client_id: 'https://alice.example/apps/latchkey',
      client_name: 'Latchkey',
      client_uri: 'https://alice.example/',
      application_type: 'web',
      redirect_uris: [CHROMIUM, FIREFOX],
      post_logout_redirect_uris: [CHROMIUM, FIREFOX],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'openid webid offline_access',
      token_endpoint_auth_method: 'none',
      require_auth_time: false,
    });
  });

  it('can be read by people, and bears the name that they give it', () => {
    const text = generateClientDocument({ clientId, redirectUris: [CHROMIUM], name: 'Alice’s "key"' });
    expect(text).toContain('\n  "client_name": "Alice’s \\"key\\"",\n');
    expect(text).toMatch(/\}\n$/);
  });

  it.each([CHROMIUM, FIREFOX])('has no flaw where it is hosted, for %s', async (redirectUri) => {
    using internet = await publicInternet();
    const served: Seen[] = [];
    await using server = await serveTls((request): Reply => {
      served.push(request);
      const document = generateClientDocument({
        clientId: new URL('/id?x=1', internet.at('pod.example', server)),
        redirectUris: [CHROMIUM, FIREFOX],
      });
      return { headers: { 'content-type': 'application/ld+json; charset=utf-8' }, body: document };
    });
    const url = new URL('/id?x=1', internet.at('pod.example', server));
    expect(await checkClientDocument(url, redirectUri)).toEqual([]);
    expect(served.map(({ method, path, headers }) => [method, path, headers.accept])).toEqual([
      ['GET', '/id?x=1', 'application/ld+json'],
    ]);
  });
});

describe('a hosted Client ID Document', () => {
  it.each<[string, (document: Json) => unknown]>([
    ['names its context alone', having({ '@context': CLIENT_DOCUMENT_CONTEXT })],
    ['names more contexts', having({ '@context': [{ x: 'https://x.example/' }, CLIENT_DOCUMENT_CONTEXT] })],
    ['says nothing of authentication', having({ token_endpoint_auth_method: undefined })],
    ['says nothing of response types', having({ response_types: undefined })],
    ['asks for more', having({ scope: 'profile offline_access webid openid', contacts: ['a@b.example'] })],
  ])('has no flaw where it %s', async (_what, change) => {
    expect(await flawsOf(change)).toEqual([]);
  });

  it.each<[string, (document: Json) => unknown, readonly DocumentFlaw[]]>([
    ['no context', having({ '@context': undefined }), ['wrong-context']],
    [
      'a context over http',
      having({ '@context': 'http://www.w3.org/ns/solid/oidc-context.jsonld' }),
      ['wrong-context'],
    ],
    ['a context of its own', having({ '@context': { client_id: '@id' } }), ['wrong-context']],
    ['no client id', having({ client_id: undefined }), ['wrong-client-id']],
    ['another client id', having({ client_id: 'https://app.example/id' }), ['wrong-client-id']],
    [
      'its client id with a slash',
      (document) => (document['client_id'] = `${String(document['client_id'])}/`),
      ['wrong-client-id'],
    ],
    ['other redirect URIs', having({ redirect_uris: [FIREFOX, `${CHROMIUM}x`] }), ['redirect-uri-missing']],
    ['no redirect URIs', having({ redirect_uris: undefined }), ['redirect-uri-missing']],
    ['text for redirect URIs', having({ redirect_uris: CHROMIUM }), ['redirect-uri-missing']],
    ['no code grant', having({ grant_types: ['refresh_token'] }), ['no-code-flow']],
    ['no code response', having({ response_types: ['id_token'] }), ['no-code-flow']],
    ['no refresh token', having({ grant_types: ['authorization_code'] }), ['no-refresh-token-grant']],
    ['no grant types', having({ grant_types: undefined }), ['no-refresh-token-grant']],
    ['no openid', having({ scope: 'webid offline_access' }), ['scope-without-openid']],
    ['no webid', having({ scope: 'openid offline_access webids' }), ['scope-without-webid']],
    ['no offline access', having({ scope: 'openid webid' }), ['scope-without-offline-access']],
    [
      'no scope',
      having({ scope: undefined }),
      ['scope-without-openid', 'scope-without-webid', 'scope-without-offline-access'],
    ],
    ['a secret', having({ token_endpoint_auth_method: 'client_secret_basic' }), ['wrong-auth-method']],
    ['an odd method', having({ token_endpoint_auth_method: ['none'] }), ['wrong-auth-method']],
    [
      'several flaws, told in their order',
      having({ token_endpoint_auth_method: 'x', '@context': 'x', client_id: 5 }),
      ['wrong-context', 'wrong-client-id', 'wrong-auth-method'],
    ],
  ])('is told to have %s', async (_what, change, flaws) => {
    expect(await flawsOf(change)).toEqual(flaws);
  });

  it.each<[string, Reply, readonly DocumentFlaw[]]>([
    ['is served as plain JSON', { headers: { 'content-type': 'application/json' } }, ['wrong-content-type']],
    ['is served without a type', { headers: {} }, ['wrong-content-type']],
    [
      'is served as something alike',
      { headers: { 'content-type': 'application/ld+jsonx' } },
      ['wrong-content-type'],
    ],
    ['is a web page', { headers: {}, body: '<html>' }, ['not-json', 'wrong-content-type']],
    ['is a list', { body: '[]' }, ['not-json']],
    ['is null', { body: 'null' }, ['not-json']],
    ['is cut off', { body: '{"client_id"' }, ['not-json']],
    ['is not there', { status: 404 }, ['unreachable']],
    ['wants a sign-in', { status: 401 }, ['unreachable']],
    ['is somewhere else', { status: 302, headers: { location: '/elsewhere' } }, ['unreachable']],
  ])('is told about where it %s', async (_what, reply, flaws) => {
    expect(await flawsOf(undefined, reply)).toEqual(flaws);
  });

  it('may be served with its type in any case', async () => {
    const headers = { 'content-type': 'Application/LD+JSON ;charset=utf-8' };
    expect(await flawsOf(undefined, { headers })).toEqual([]);
  });

  it('is unreachable where nobody answers', async () => {
    const server = await serve(() => ({}));
    await server[Symbol.asyncDispose]();
    expect(await checkClientDocument(new URL(server.url), CHROMIUM)).toEqual(['unreachable']);
  });

  it('is unreachable where the server takes too long', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    expect(await flawsOf()).toEqual(['unreachable']);
    timeout.mockRestore();
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'is not protected',
      () => checkClientDocument(new URL('http://a.example/'), CHROMIUM),
      'address-insecure',
    ],
    ['is no web address', () => checkClientDocument(new URL('data:,{}'), CHROMIUM), 'address-invalid'],
    ['is larger than 64 KiB', () => flawsOf(having({ x: 'x'.repeat(65_536) })), 'too-large'],
  ])('is not read where it %s', async (_what, work, code) => {
    expect(await codeOf(work())).toBe(code);
  });
});

describe('the sentence of a flaw', () => {
  it.each(DOCUMENT_FLAWS)('says what %s means and what to do', (flaw) => {
    expect(flawText(flaw)).toMatch(/^\p{Lu}.+\. .+\.$/u);
    expect(flawText(flaw)).not.toContain(flaw);
  });

  it('is another one for every flaw', () => {
    expect(new Set(DOCUMENT_FLAWS.map(flawText)).size).toBe(DOCUMENT_FLAWS.length);
  });
});
