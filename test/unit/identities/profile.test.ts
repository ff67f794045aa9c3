import { describe, expect, it } from 'vitest';
import type { Profile, WebId } from '../../../src/domain/identity.ts';
import { readProfile } from '../../../src/identities/profile.ts';
import { readDocument } from '../../../src/oidc/webid.ts';
import { type Reply, type Server, serve } from '../../fakes/server.ts';

const PREFIXES = `@prefix foaf: <http://xmlns.com/foaf/0.1/>. @prefix vcard: <http://www.w3.org/2006/vcard/ns#>.
  @prefix pim: <http://www.w3.org/ns/pim/space#>. @prefix schema: <http://schema.org/>.`;
const STORAGE = { headers: { link: '<http://www.w3.org/ns/pim/space#Storage>; rel="type"' } };

/** Reads the profile of `/alice/card#me` at a server with further pages. */
async function profileOf(
  statements: string,
  pages: Readonly<Record<string, Reply>> = {},
): Promise<Profile & { server: Server }> {
  const card = { headers: { 'content-type': 'text/turtle' }, body: `${PREFIXES} ${statements}` };
  await using server = await serve(({ path }) =>
    path === '/alice/card' ? card : (pages[path] ?? { status: 404 }),
  );
  const webId = `${server.url}alice/card#me` as WebId;
  const profile = await readProfile(webId, await readDocument(new URL(webId), new URL(webId)));
  const storages = profile.storages.map((root) =>
    root.replace(server.url, '/'),
  ) as unknown as Profile['storages'];
  return { ...profile, storages, server };
}

describe('the name in a profile', () => {
  it.each([
    ['is the person’s', '<#me> foaf:name "Alice".', 'Alice'],
    ['may be a vCard’s', '<#me> vcard:fn "Alice".', 'Alice'],
    ['may be a nickname where there is no other', '<#me> foaf:nick "al"; schema:name "Alice".', 'Alice'],
    ['is not somebody else’s', '<#you> foaf:name "Bob".', null],
    ['is not a link', '<#me> foaf:name <https://evil.example/>.', null],
    ['is text only', String.raw`<#me> foaf:name "\u202eAl\u0000ice".`, 'Al ice'],
    ['is cut to length', `<#me> foaf:name "${'a'.repeat(500)}".`, `${'a'.repeat(79)}…`],
    [
      'is the next one where the first is empty',
      String.raw`<#me> foaf:name "\u200b"; vcard:fn "Alice".`,
      'Alice',
    ],
  ])('%s', async (_what, statements, name) => {
    expect((await profileOf(statements)).name).toBe(name);
  });
});

describe('the pods in a profile', () => {
  it('are those that it names', async () => {
    const { storages } = await profileOf('<#me> pim:storage </alice/>, <https://pod.example/>, </alice/>.');
    expect(storages).toEqual(['/alice/', 'https://pod.example/']);
  });

  it.each([
    ['no roots', '</alice>, </alice/?a>, </alice/#a>, "http://localhost/"'],
    ['in a private network', '<https://10.0.0.1/>, <https://nas.local/>'],
    ['insecure', '<http://pod.example/>'],
    ['of another kind', '<ftp://pod.example/>, <javascript:alert(1)>'],
  ])('are not those that are %s', async (_what, objects) => {
    expect((await profileOf(`<#me> pim:storage ${objects}.`)).storages).toEqual([]);
  });

  it('are no more than anybody has', async () => {
    const objects = Array.from({ length: 60 }, (_, index) => `<https://${index}.example/>`).join(', ');
    expect((await profileOf(`<#me> pim:storage ${objects}.`)).storages).toHaveLength(50);
  });

  it.each([
    ['beside it', { '/alice/': STORAGE }, ['/alice/']],
    ['above it', { '/alice/': {}, '/': STORAGE }, ['/']],
    ['nowhere', {}, []],
  ])('are, where it names none, the one that it lies in: %s', async (_where, pages, storages) => {
    const found = await profileOf('', pages);
    expect(found.storages).toEqual(storages);
    expect(found.server.seen.slice(1).every(({ method }) => method === 'HEAD')).toBe(true);
  });
});

describe('the photo in a profile', () => {
  it.each([
    ['a script', '<javascript:alert(1)>'],
    ['data', '<data:image/svg+xml,%3Csvg/%3E>'],
    ['insecure', '<http://pod.example/me.png>'],
    ['in a private network', '<https://10.0.0.1/me.png>'],
    ['gone', '</gone.png>'],
    ['no picture', '</alice/card>'],
    ['a literal', '"https://pod.example/me.png"'],
  ])('is left out where it is %s, and the rest stays', async (_what, photo) => {
    const { name, photo: shown } = await profileOf(`<#me> foaf:name "Alice"; vcard:hasPhoto ${photo}.`);
    expect([name, shown]).toEqual(['Alice', null]);
  });
});

it('says nothing of a person whose profile cannot be read', async () => {
  const document = { response: new Response(), statements: null };
  expect(await readProfile('https://alice.example/#me' as WebId, document)).toEqual({
    name: null,
    photo: null,
    storages: [],
  });
});
