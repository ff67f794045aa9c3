import type { Mode } from './grant.ts';

const READ = ['GET', 'HEAD', 'OPTIONS'];
const WRITE = ['PUT', 'PATCH', 'DELETE'];

/** A patch is read to see whether it only inserts, up to this many bytes; a larger one counts as writing. */
export const MAX_PATCH = 1024 * 1024;

/** What a request does, as far as that tells which leave it takes. */
export interface Act {
  /** Upper case. */
  readonly method: string;
  readonly contentType: string | null;
  /** The body of a PATCH as text; nobody else's is looked at. */
  readonly patch: string | null;
}

/**
 * The mode that a request takes (Web Access Control: `acl:Read`, `acl:Append`, `acl:Write`); null for a method that
 * no grant speaks of. A PATCH that is not surely one that only inserts counts as writing.
 */
export function modeOf({ method, contentType, patch }: Act): Mode | null {
  if (READ.includes(method)) return 'read';
  if (method === 'POST') return 'append';
  if (method === 'PATCH' && onlyInserts(contentType, patch ?? '')) return 'append';
  return WRITE.includes(method) ? 'write' : null;
}

/** Escapes and other encodings could spell what is looked for otherwise: a patch that has one is not trusted. */
function onlyInserts(contentType: string | null, patch: string): boolean {
  if (patch.includes('\\')) return false;
  const type = contentType
    ?.trim()
    .toLowerCase()
    .replace(/\s*;\s*charset="?utf-8"?$/, '');
  if (type === 'text/n3') return onlyInsertsN3(patch);
  return type === 'application/sparql-update' && onlyInsertsSparql(patch);
}

/**
 * Solid Protocol section 5.3.1: an N3 Patch deletes by `solid:deletes`. A prefix that ends within that name would
 * hide it, however the rest of its address is spelled: after `@prefix d: <terms#del>` it is `d:etes`.
 */
function onlyInsertsN3(patch: string): boolean {
  const isSplit = /#\s*d\s*(e\s*(l\s*(e\s*(t\s*(e\s*)?)?)?)?)?>/i.test(patch);
  return !isSplit && /inserts/.test(patch) && !/deletes/i.test(patch);
}

/** SPARQL 1.1 Update section 3: every operation but `INSERT DATA` may take something away or bring it elsewhere. */
function onlyInsertsSparql(patch: string): boolean {
  const isInsert = /^\s*((prefix|base)\s[^<>]*<[^>]*>\s*)*insert\s+data\s*\{/i.test(patch);
  return isInsert && !/\b(delete|clear|drop|load|move|copy|add|create|with)\b/i.test(patch);
}
