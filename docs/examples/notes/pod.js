/** Notes in a pod: each is a text file in the folder `notes/`, named for its title. */

const STORAGE = 'http://www.w3.org/ns/pim/space#storage';
const CONTAINS = 'http://www.w3.org/ns/ldp#contains';
const ENDING = '.txt';

/** The first pod that a WebID's profile names, or null. */
export async function podOf(fetch, webId) {
  const response = await fetch(webId, { headers: { accept: 'text/turtle' } });
  if (!response.ok) return null;
  return objectsOf(await response.text(), STORAGE, response.url || webId)[0] ?? null;
}

/** What the page asks for: its folder in a pod, and nothing else. */
export function folderOf(pod) {
  return new URL('notes/', pod.endsWith('/') ? pod : `${pod}/`).href;
}

/** A folder of notes, through whoever fetches for us. */
export class Notes {
  #fetch;
  #folder;

  constructor(fetch, folder) {
    this.#fetch = fetch;
    this.#folder = folder;
  }

  /** All notes, by title. A folder that is not there yet is an empty one: the first note creates it. */
  async list() {
    const response = await this.#fetch(this.#folder, {
      headers: { accept: 'text/turtle' },
      cache: 'no-store',
    });
    if (response.status === 404) return [];
    const turtle = await textOf(response);
    return objectsOf(turtle, CONTAINS, this.#folder)
      .filter((url) => url.endsWith(ENDING))
      .map((url) => ({ url, title: titleOf(url) }))
      .sort((one, other) => one.title.localeCompare(other.title));
  }

  /** The text of a note, and its version, by which a change made elsewhere is noticed. */
  async read({ url }) {
    const response = await this.#fetch(url, { cache: 'no-store' });
    return { text: await textOf(response), version: response.headers.get('etag') };
  }

  /** Saves a note under a title; `before` is what it was, null for a new one. It never overwrites another. */
  async save(title, text, before) {
    const url = this.#folder + encodeURIComponent(title.replace(/[/\\]/g, '-')) + ENDING;
    const isSame = before?.url === url;
    const condition = isSame ? before.version && { 'if-match': before.version } : { 'if-none-match': '*' };
    const headers = { 'content-type': 'text/plain', ...condition };
    const response = await this.#fetch(url, { method: 'PUT', headers, body: text });
    if (response.status === 412)
      throw new Error(isSame ? 'It was changed elsewhere meanwhile.' : `There is a note “${title}” already.`);
    await textOf(response);
    if (before !== null && !isSame) await this.remove(before);
    return { url, title: titleOf(url) };
  }

  async remove({ url }) {
    const response = await this.#fetch(url, { method: 'DELETE' });
    if (response.status !== 404) await textOf(response);
  }
}

async function textOf(response) {
  if (response.ok) return await response.text();
  if (response.status === 401 || response.status === 403) throw new Error('Your pod does not allow that.');
  throw new Error(`Your pod answered ${response.status}.`);
}

function titleOf(url) {
  return decodeURIComponent(url.slice(url.lastIndexOf('/') + 1, -ENDING.length));
}

/**
 * The IRIs that Turtle names as objects of a predicate. This is no parser: it knows prefixes, `<…>` and commas, which
 * is how servers write folders and most profiles.
 */
function objectsOf(turtle, predicate, base) {
  const names = [`<${predicate}>`];
  for (const [, prefix, iri] of turtle.matchAll(/@?prefix\s+([\w-]*:)\s*<([^>]*)>/gi)) {
    if (iri !== '' && predicate.startsWith(iri)) names.push(prefix + predicate.slice(iri.length));
  }
  const found = new Set();
  for (const name of names) {
    const lists = turtle.matchAll(new RegExp(`(?<=[\\s;])${escaped(name)}\\s+((?:<[^>]*>[\\s,]*)+)`, 'g'));
    for (const [, list] of lists) {
      for (const [, iri] of list.matchAll(/<([^>]*)>/g)) found.add(new URL(iri, base).href);
    }
  }
  return [...found];
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
