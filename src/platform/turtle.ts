import type { EventEmitter } from 'node:events';
import { Parser, type Quad } from 'n3';
import { LatchkeyError } from '../domain/errors.ts';

/** The statements of one Turtle document. */
export interface Statements {
  /** The IRIs that are objects of `<subject> <predicate> …`, each once, in their order. */
  links(subject: string, predicate: string): string[];
  /** The literals that are objects of `<subject> <predicate> …`. */
  literals(subject: string, predicate: string): string[];
  /** The IRIs of which `<…> <predicate> …` says something. */
  subjectsWith(predicate: string): string[];
}

/**
 * Parses Turtle. Contexts, imports and other remote references are never loaded.
 *
 * @param base the final URL of the document, against which its relative IRIs are read
 * @throws LatchkeyError `profile-invalid`, `too-large` where its bases would take too long
 */
export async function parseTurtle(text: string, base: string): Promise<Statements> {
  const quads = await parse(text, base);
  const objects = (subject: string, predicate: string, kind: 'NamedNode' | 'Literal') => [
    ...new Set(
      quads
        .filter(
          (quad) =>
            quad.subject.termType === 'NamedNode' &&
            quad.subject.value === subject &&
            quad.predicate.value === predicate &&
            quad.object.termType === kind,
        )
        .map((quad) => quad.object.value),
    ),
  ];
  return {
    links: (subject, predicate) => objects(subject, predicate, 'NamedNode'),
    literals: (subject, predicate) => objects(subject, predicate, 'Literal'),
    subjectsWith: (predicate) => [
      ...new Set(
        quads
          .filter((quad) => quad.predicate.value === predicate && quad.subject.termType === 'NamedNode')
          .map((quad) => quad.subject.value),
      ),
    ],
  };
}

/** Characters of bases that are read at most, for all IRIs of a document together. */
const MAX_READING = 1e8;

/** Every IRI is read against its base, and each base against the one before: a megabyte of them takes half a minute. */
function assertReadable(text: string, base: string): void {
  const [, ...directives] = text.split(/\bbase\b(?!:)/i);
  const longest = directives.reduce((length, rest) => length + `${rest}>`.indexOf('>'), base.length);
  if (longest * text.split('<').length > MAX_READING)
    throw new LatchkeyError('too-large', new URL(base).host);
}

/** Characters that are read before others in the worker have their turn: a megabyte takes a second or two. */
const PIECE = 16_384;

async function parse(text: string, base: string): Promise<Quad[]> {
  assertReadable(text, base);
  const quads: Quad[] = [];
  const listeners: Record<string, (piece?: string) => void> = {};
  const input: unknown = { on: (event: string, listen: () => void) => (listeners[event] = listen) };
  try {
    new Parser({ baseIRI: base, format: 'text/turtle' }).parse(input as EventEmitter, (error, quad) => {
      if (error as Error | null) throw error;
      if (quad as Quad | null) quads.push(quad);
    });
    for (let at = 0; at < text.length; at += PIECE) {
      if (at > 0) await new Promise((resolve) => setTimeout(resolve));
      listeners['data']?.(text.slice(at, at + PIECE));
    }
    listeners['end']?.();
    return quads;
  } catch (error) {
    throw new LatchkeyError('profile-invalid', base, error);
  }
}
