import { access, notes, plainPage, privatePage, profile, STYLE } from './documents.ts';
import { ownerFetch } from './owner.ts';
import type { Person } from './people.ts';
import { landscape, portrait } from './pictures.ts';
import type { SolidServer } from './solid-server.ts';

/**
 * Fills the pods of Alice and Bob: a folder `private/` that only its owner may open, a folder `public/`, an
 * `inbox/` where everybody may read and add, and a profile with name, photo, issuer and storage.
 */
export async function fillPods({ url, alice, bob }: SolidServer): Promise<void> {
  await Promise.all([alice, bob].map((person) => fillPod(url, person)));
}

async function fillPod(server: string, person: Person): Promise<void> {
  const fetch = await ownerFetch(server, person);
  for (const [path, type, body] of contentsOf(server, person)) {
    const url = person.pod + path;
    const response = await fetch(url, { method: 'PUT', headers: { 'content-type': type }, body });
    if (!response.ok) throw new Error(`PUT ${url} answered ${response.status}: ${await response.text()}`);
  }
}

type Content = readonly [path: string, type: string, body: string | Uint8Array<ArrayBuffer>];

/** Access comes before content, so that nothing private is ever open. */
function contentsOf(server: string, person: Person): readonly Content[] {
  return [
    ['private/.acl', 'text/turtle', access(person, [])],
    ['public/.acl', 'text/turtle', access(person, ['Read'])],
    ['inbox/.acl', 'text/turtle', access(person, ['Read', 'Append'])],
    ['private/page.html', 'text/html', privatePage(person)],
    ['private/plain.html', 'text/html', plainPage(person, 'private')],
    ['private/picture.png', 'image/png', landscape(person.hue)],
    ['private/style.css', 'text/css', STYLE],
    ['private/notes.ttl', 'text/turtle', notes(person)],
    ['public/page.html', 'text/html', plainPage(person, 'public')],
    ['public/plain.html', 'text/html', plainPage(person, 'public')],
    ['public/photo.png', 'image/png', portrait(person.hue)],
    ['profile/card', 'text/turtle', profile(person, server)],
  ];
}
