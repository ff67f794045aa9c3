import { randomUUID } from 'node:crypto';
import { notes, plainPage, privatePage, STYLE } from './documents.ts';
import type { Person } from './people.ts';
import { landscape, portrait } from './pictures.ts';

export interface Resource {
  readonly type: string;
  readonly body: Uint8Array;
}

/** What a person may find in her pod on the first day: everything outside `public/` is hers alone. */
export function furnish(resources: PodResources, person: Person): void {
  const root = new URL(person.pod).pathname;
  const furniture: readonly (readonly [path: string, type: string, body: string | Uint8Array])[] = [
    ['private/page.html', 'text/html', privatePage(person)],
    ['private/plain.html', 'text/html', plainPage(person, 'private')],
    ['private/picture.png', 'image/png', landscape(person.hue)],
    ['private/style.css', 'text/css', STYLE],
    ['private/notes.ttl', 'text/turtle', notes(person)],
    ['public/page.html', 'text/html', plainPage(person, 'public')],
    ['public/photo.png', 'image/png', portrait(person.hue)],
  ];
  for (const [path, type, body] of furniture) resources.put(root + path, { type, body: Buffer.from(body) });
}

/** The documents of a pod, by the path of their URL. Folders are there as long as something is in them. */
export class PodResources {
  readonly #resources = new Map<string, Resource>();

  get(path: string): Resource | undefined {
    const found = this.#resources.get(path);
    return found ?? (path.endsWith('/') ? this.#folder(path) : undefined);
  }

  put(path: string, resource: Resource): void {
    this.#resources.set(path, resource);
  }

  /** Puts a resource into a folder, and returns its path there. */
  add(folder: string, slug: string | undefined, resource: Resource): string {
    const wanted = folder + encodeURIComponent(slug ?? randomUUID());
    const path = this.#resources.has(wanted) ? `${wanted}-${randomUUID()}` : wanted;
    this.put(path, resource);
    return path;
  }

  /** Whether there was something to delete. */
  delete(path: string): boolean {
    return this.#resources.delete(path);
  }

  #folder(path: string): Resource | undefined {
    const inside = [...this.#resources.keys()].filter((other) => other.startsWith(path));
    if (inside.length === 0) return undefined;
    const children = new Set(inside.map((other) => other.slice(path.length).replace(/(?<=\/).*/, '')));
    const contains = [...children].map((child) => `<${path}${child}>`).join(', ');
    const turtle = `<${path}> a <http://www.w3.org/ns/ldp#BasicContainer>;
  <http://www.w3.org/ns/ldp#contains> ${contains}.\n`;
    return { type: 'text/turtle', body: Buffer.from(turtle) };
  }
}
