import { describe, expect, it, vi } from 'vitest';
import { parseTyped } from '../../../src/domain/address.ts';
import { discover } from '../../../src/oidc/discovery.ts';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import { type Reply, type Server, serve } from '../../fakes/server.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const SOLID = 'http://www.w3.org/ns/solid/terms#';
const ISSUER = 'https://idp.example';

function turtle(body: string): Reply {
  return { headers: { 'content-type': 'text/turtle' }, body: `@prefix solid: <${SOLID}>. ${body}` };
}

function link(target: string, relation: string): Reply {
  return { status: 401, headers: { link: `<${target}>; rel="${SOLID}${relation}"` } };
}

function metadataOf(server: Server): Reply {
  const { url } = server;
  const endpoints = { authorization_endpoint: url, token_endpoint: url, jwks_uri: url };
  return { body: JSON.stringify({ issuer: url, ...endpoints }) };
}

const CARD = turtle(`<#me> solid:oidcIssuer <${ISSUER}>.`);
const METADATA = '/.well-known/openid-configuration';

/** Discovers at a path of a server with these pages; `METADATA` stands for the server's own metadata. */
async function at(path: string, pages: Readonly<Record<string, Reply | 'metadata'>>) {
  await using server: Server = await serve((request): Reply => {
    const page = pages[request.path] ?? { status: 404 };
    return page === 'metadata' ? metadataOf(server) : page;
  });
  const found = await discover(new URL(path, server.url));
  const local = (url: string) => url.replace(server.url, '/');
  return { webId: found.webId && local(found.webId), issuers: found.issuers.map(local) };
}

const alice = { webId: '/card#me', issuers: [ISSUER] };

describe('where a person signs in is found', () => {
  it('from a WebID', async () => {
    expect(await at('/card#me', { '/card': CARD })).toEqual(alice);
  });

  it('from a WebID with several issuers, all of them', async () => {
    const card = turtle('<#me> solid:oidcIssuer <https://a.example>, <https://b.example/>.');
    const issuers = ['https://a.example', 'https://b.example/'];
    expect(await at('/card#me', { '/card': card })).toEqual({ webId: '/card#me', issuers });
  });

  it('from a profile of one person, typed without its fragment', async () => {
    expect(await at('/card', { '/card': CARD })).toEqual(alice);
  });

  it('from a WebID without a fragment', async () => {
    const card = turtle(`<> solid:oidcIssuer <${ISSUER}>.`);
    expect(await at('/', { '/': card, [METADATA]: 'metadata' })).toEqual({ webId: '/', issuers: [ISSUER] });
  });

  it('from the issuer itself', async () => {
    expect(await at('/', { [METADATA]: 'metadata' })).toEqual({ webId: null, issuers: ['/'] });
    await using issuer = await startIssuer();
    expect(await discover(parseTyped(issuer.url.slice(0, -1)))).toEqual({
      webId: null,
      issuers: [issuer.url],
    });
    expect(await discover(parseTyped(new URL(issuer.url).host))).toEqual({
      webId: null,
      issuers: [issuer.url],
    });
  });

  it('from a private resource that names its owner', async () => {
    expect(await at('/private', { '/private': link('/card#me', 'owner'), '/card': CARD })).toEqual(alice);
  });

  it('from a private resource whose storage description names its owner', async () => {
    const pages = {
      '/private': link('/.well-known/solid', 'storageDescription'),
      '/.well-known/solid': turtle('</> solid:owner </card#me>.'),
      '/card': CARD,
    };
    expect(await at('/private', pages)).toEqual(alice);
  });

  it('from a resource that names nobody, at the issuer of its host', async () => {
    const pages = { '/private': { status: 401 }, [METADATA]: 'metadata' } as const;
    expect(await at('/private', pages)).toEqual({ webId: null, issuers: ['/'] });
  });

  it('from a description that names nobody, at the issuer of its host', async () => {
    const pages = {
      '/private': link('/description', 'storageDescription'),
      '/description': { body: '<html>' },
      [METADATA]: 'metadata',
    } as const;
    expect(await at('/private', pages)).toEqual({ webId: null, issuers: ['/'] });
  });

  it('from a document about several people, at the issuer of its host', async () => {
    const people = turtle(
      '<#a> solid:oidcIssuer <https://a.example>. <#b> solid:oidcIssuer <https://b.example>.',
    );
    expect(await at('/people', { '/people': people, [METADATA]: 'metadata' })).toEqual({
      webId: null,
      issuers: ['/'],
    });
  });
});

describe('where a person signs in is not found', () => {
  it.each<[string, string, Record<string, Reply>, string]>([
    ['at what is no Solid server', '/', { '/': { body: '<html>' } }, 'address-not-solid'],
    [
      'at a WebID that names no issuer',
      '/card#me',
      { '/card': turtle('<#me> a <#Person>.') },
      'profile-names-no-issuer',
    ],
    [
      'at a WebID whose profile is about another one',
      '/card#you',
      { '/card': CARD },
      'profile-names-no-issuer',
    ],
    [
      'at a profile about somebody elsewhere',
      '/card',
      { '/card': turtle(`<https://evil.example/#me> solid:oidcIssuer <${ISSUER}>.`) },
      'address-not-solid',
    ],
    ['at a WebID that is no profile', '/card#me', { '/card': { body: '<html>' } }, 'profile-invalid'],
    ['at a WebID that is gone', '/card#me', {}, 'profile-invalid'],
    ['at broken Turtle', '/card', { '/card': turtle('<#me>') }, 'profile-invalid'],
    [
      'at a resource whose owner names no issuer',
      '/private',
      { '/private': link('/card#me', 'owner'), '/card': turtle('') },
      'profile-names-no-issuer',
    ],
    [
      'at a resource whose owner has no profile',
      '/private',
      { '/private': link('/card#me', 'owner') },
      'profile-invalid',
    ],
    [
      'at a resource whose owner is in a private network',
      '/private',
      { '/private': link('https://10.0.0.1/#me', 'owner') },
      'address-private',
    ],
    [
      'at a resource whose description is there',
      '/private',
      { '/private': link('https://10.0.0.1/', 'storageDescription') },
      'address-private',
    ],
  ])('%s', async (_where, path, pages, code) => {
    expect(await codeOf(at(path, pages))).toBe(code);
  });

  it('where nobody answers', async () => {
    const server = await serve(() => ({}));
    await server[Symbol.asyncDispose]();
    expect(await codeOf(discover(new URL(server.url)))).toBe('unreachable');
  });
});
