import { describe, expect, it } from 'vitest';
import type { Issuer, WebId } from '../../../src/domain/identity.ts';
import { issuersOf, linksOf, readDocument, readOwnProfile } from '../../../src/oidc/webid.ts';
import { parseTurtle } from '../../../src/platform/turtle.ts';
import { codeOf } from '../../fakes/failure.ts';
import { type Reply, serve } from '../../fakes/server.ts';

const CARD = 'https://pod.example/alice/card';
const ME = `${CARD}#me`;
const ISSUER = 'https://idp.example' as Issuer;
const PREFIX = '@prefix solid: <http://www.w3.org/ns/solid/terms#>.';

describe('the issuers that a profile names', () => {
  it.each([
    ['one', `<#me> solid:oidcIssuer <${ISSUER}>.`, [ISSUER]],
    ['one, with its final slash', `<#me> solid:oidcIssuer <${ISSUER}/>.`, [`${ISSUER}/`]],
    [
      'several',
      `<#me> solid:oidcIssuer <https://a.example>, <https://b.example>.`,
      ['https://a.example', 'https://b.example'],
    ],
    ['none for another subject', `<#you> solid:oidcIssuer <${ISSUER}>.`, []],
    ['none for the document', `<> solid:oidcIssuer <${ISSUER}>.`, []],
    [
      'none for the same name elsewhere',
      `<https://evil.example/alice/card#me> solid:oidcIssuer <${ISSUER}>.`,
      [],
    ],
    ['none in a comment', `# <#me> solid:oidcIssuer <${ISSUER}>.`, []],
    ['none in a literal', `<#me> solid:oidcIssuer "${ISSUER}".`, []],
    [
      'none in a typed literal',
      `<#me> solid:oidcIssuer "${ISSUER}"^^<http://www.w3.org/2001/XMLSchema#anyURI>.`,
      [],
    ],
    [
      'none in a literal that looks like a statement',
      `<#me> <#note> """<#me> solid:oidcIssuer <${ISSUER}>."""  .`,
      [],
    ],
    ['none by another predicate', `<#me> solid:oidcIssuers <${ISSUER}>.`, []],
    ['none as the object’s issuer', `<${ISSUER}> solid:oidcIssuer <#me>.`, []],
    ['none of a nameless person', `[] solid:oidcIssuer <${ISSUER}>.`, []],
  ])('are %s', async (_what, turtle, issuers) => {
    expect(issuersOf(await parseTurtle(`${PREFIX} ${turtle}`, CARD), ME)).toEqual(issuers);
  });
});

describe('the profile of somebody who signed in', () => {
  const TURTLE = { 'content-type': 'text/turtle; charset=utf-8' };
  const card = (issuer: string): Reply => ({
    headers: TURTLE,
    body: `${PREFIX} <#me> solid:oidcIssuer <${issuer}>.`,
  });

  async function readFrom(reply: Reply): Promise<string | null> {
    await using server = await serve(() => reply);
    const webId = `${server.url}card#me` as WebId;
    return await codeOf(readOwnProfile(webId, ISSUER, new URL(webId)));
  }

  it('names the issuer that signed them in', async () => {
    expect(await readFrom(card(ISSUER))).toBeNull();
  });

  it('is asked for as Turtle, without its fragment', async () => {
    await using server = await serve(() => card(ISSUER));
    const webId = `${server.url}card#me` as WebId;
    const { statements } = await readOwnProfile(webId, ISSUER, new URL(webId));
    expect(issuersOf(statements ?? (await parseTurtle('', webId)), webId)).toEqual([ISSUER]);
    expect(server.seen).toMatchObject([{ method: 'GET', path: '/card', headers: { accept: 'text/turtle' } }]);
  });

  it.each<[string, Reply, string]>([
    ['names another issuer', card('https://evil.example'), 'profile-names-other-issuer'],
    ['names the issuer with a slash too much', card(`${ISSUER}/`), 'profile-names-other-issuer'],
    ['names no issuer', { headers: TURTLE, body: '' }, 'profile-names-other-issuer'],
    [
      'names the issuer in a Link header only',
      {
        headers: { ...TURTLE, link: `<${ISSUER}>; rel="http://www.w3.org/ns/solid/terms#oidcIssuer"` },
        body: '',
      },
      'profile-names-other-issuer',
    ],
    ['is broken Turtle', { headers: TURTLE, body: '<#me>' }, 'profile-invalid'],
    ['is not Turtle', { ...card(ISSUER), headers: { 'content-type': 'text/plain' } }, 'profile-invalid'],
    ['does not say what it is', { ...card(ISSUER), headers: {} }, 'profile-invalid'],
    ['is not there', { ...card(ISSUER), status: 404 }, 'profile-invalid'],
    ['is larger than 1 MiB', { headers: TURTLE, body: `#${'a'.repeat(1024 * 1024)}` }, 'too-large'],
  ])('is refused when it %s', async (_what, reply, code) => {
    expect(await readFrom(reply)).toBe(code);
  });

  it('may have moved: relative names are then read at its new place', async () => {
    await using server = await serve(({ path }) =>
      path === '/card' ? { status: 303, headers: { location: '/new' } } : card(ISSUER),
    );
    const old = `${server.url}card#me` as WebId;
    const { response } = await readDocument(new URL(old), new URL(old));
    expect(response.url).toBe(`${server.url}new`);
    expect(await codeOf(readOwnProfile(old, ISSUER, new URL(old)))).toBe('profile-names-other-issuer');
  });

  it('is not looked for on this machine when somebody elsewhere signed in', async () => {
    const webId = 'http://localhost:1/card#me' as WebId;
    expect(await codeOf(readOwnProfile(webId, ISSUER, new URL(ISSUER)))).toBe('address-private');
  });
});

describe('the links of a response (RFC 8288)', () => {
  const links = (header: string, relation = 'owner') =>
    linksOf(
      Object.defineProperty(new Response(null, { headers: { link: header } }), 'url', { value: CARD }),
      relation,
    );

  it.each([
    ['one', '<https://a.example/#me>; rel="owner"', ['https://a.example/#me']],
    ['a relation without quotes', '<https://a.example/>; rel=owner', ['https://a.example/']],
    ['a relative target', '<card#me>; rel="owner"', [`${CARD}#me`]],
    [
      'several',
      '<a>; rel="owner", <b>; rel="other", <c>; rel=owner',
      ['https://pod.example/alice/a', 'https://pod.example/alice/c'],
    ],
    ['a list of relations', '<a>; rel="other  owner third"', ['https://pod.example/alice/a']],
    [
      'other parameters before',
      '<a>; title="A, B; C <d>"; anchor=x; rel="owner"',
      ['https://pod.example/alice/a'],
    ],
    ['parameters without a value', '<a>; crossorigin; rel="owner"; x', ['https://pod.example/alice/a']],
    ['a comma in the target', '<a,b;c>; rel="owner"', ['https://pod.example/alice/a,b;c']],
    ['odd spaces and case', '<a>  ;  REL = "owner" ;x=y', ['https://pod.example/alice/a']],
    ['an escaped quote', String.raw`<a>; title="\" , <b>; rel=owner"; rel="other"`, []],
    ['no part of a relation', '<a>; rel="owners", <b>; rel="my-owner"', []],
    ['no relation at all', '<a>', []],
    ['no relation of a neighbour', '<a>, <b>; rel="owner"', ['https://pod.example/alice/b']],
    ['no other parameter', '<a>; rev="owner"; title=owner', []],
    ['no relation within a title', '<a>; title="; rel=owner "; rel="other"', []],
    ['no second relation', '<a>; rel="other"; rel="owner"', []],
    ['nothing that is no URL', '<https://>; rel="owner"', []],
    ['nothing where there is nothing', '', []],
  ])('hold %s', (_what, header, targets) => {
    expect(links(header)).toEqual(targets);
  });

  it('are read quickly, whatever they look like', () => {
    expect(links(`<a>${'; x=" '.repeat(20_000)}`)).toEqual([]);
    expect(links(`<a>${' ; x'.repeat(20_000)}`)).toEqual([]);
  });
});
