import fc from 'fast-check';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { modeOf } from '../../../src/domain/mode.ts';

const TERMS = 'http://www.w3.org/ns/solid/terms';
const DELETES = `${TERMS}#deletes`;
const base = 'https://pod.example/alice/notes.ttl';

/** What an N3 parser makes of a patch: whether it deletes; null where it is none. */
function reallyDeletes(patch: string): boolean | null {
  try {
    const quads = new Parser({ format: 'text/n3', baseIRI: base }).parse(patch);
    return quads.some(({ predicate, subject, object }) =>
      [predicate, subject, object].some(({ value }) => value === DELETES),
    );
  } catch {
    return null;
  }
}

/** Spellings of a word of the vocabulary: cut anywhere, written with escapes, relative to a base. */
const spelling = (word: string) =>
  fc.record({
    cut: fc.integer({ min: 0, max: TERMS.length + word.length + 1 }),
    way: fc.constantFrom('prefix', 'sparql', 'whole', 'base', 'escape', 'at-base'),
    word: fc.constant(`${TERMS}#${word}`),
    key: fc.constantFrom('d', 'i', 'del', ''),
  });

interface Spelling {
  readonly cut: number;
  readonly way: string;
  readonly word: string;
  readonly key: string;
}

/** The declarations that a spelling needs, and the name that it is. */
function spelled({ cut, way, word, key }: Spelling): { head: string; name: string } {
  const [before, after] = [word.slice(0, cut), word.slice(cut)];
  const escaped = `${before}${after.replace(/^./, (first) => `\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}`)}`;
  if (way === 'prefix') return { head: `@prefix ${key}: <${before}> .`, name: `${key}:${after}` };
  if (way === 'sparql') return { head: `PREFIX ${key}: <${before}>`, name: `${key}:${after}` };
  if (way === 'escape') return { head: '', name: `<${escaped}>` };
  if (way === 'base')
    return { head: '@base <http://www.w3.org/ns/solid/x> .', name: `<terms${word.slice(TERMS.length)}>` };
  if (way === 'at-base') {
    const inside = TERMS.length + 1 + (cut % 9);
    const prefix = `@prefix ${key}: <terms${word.slice(TERMS.length, inside)}> .`;
    return { head: `@base <http://www.w3.org/ns/solid/x> . ${prefix}`, name: `${key}:${word.slice(inside)}` };
  }
  return { head: '', name: `<${word}>` };
}

describe('a patch', () => {
  it('in which a parser finds a deletion is never an append', () => {
    let deletions = 0;
    const body = fc.constantFrom('{ <#a> <#b> "c" . }', '{ <#a> <#b> <#deleted> . }');
    fc.assert(
      fc.property(
        spelling('deletes'),
        spelling('inserts'),
        body,
        fc.boolean(),
        (one, other, graph, isFirst) => {
          const [deleted, inserted] = [spelled(one), spelled({ ...other, key: `x${other.key}` })];
          const acts = [`${deleted.name} ${graph}`, `${inserted.name} ${graph}`];
          const text = `${inserted.head} ${deleted.head}\n<> ${(isFirst ? acts : acts.reverse()).join('; ')} .`;
          const deletes = reallyDeletes(text);
          if (deletes === true) deletions += 1;
          const mode = modeOf({ method: 'PATCH', contentType: 'text/n3', patch: text });
          if (deletes !== false) expect([text, mode]).toEqual([text, 'write']);
        },
      ),
      { numRuns: 3000 },
    );
    expect(deletions, 'the generator makes real ones').toBeGreaterThan(300);
  });

  it('that a parser takes for one that inserts, in plain words, is an append', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/).filter((text) => !text.includes('delete'));
    fc.assert(
      fc.property(word, word, (one, other) => {
        const text = `@prefix solid: <${TERMS}#>. <> solid:inserts { <#x${one}> <#y> "${other}". }.`;
        expect(reallyDeletes(text)).toBe(false);
        expect(modeOf({ method: 'PATCH', contentType: 'text/n3', patch: text })).toBe('append');
      }),
    );
  });

  it('in SPARQL that holds an operation which takes away is never an append, wherever it stands', () => {
    const act = fc.constantFrom(
      ...['DELETE', 'Clear', 'drop', 'LOAD', 'move', 'COPY', 'Add', 'CREATE', 'with'],
    );
    const glue = fc.constantFrom(' ', '\n', ';', '}', '{', '>', '\t', '#', '/*', '"', '\u00a0', '\ufeff');
    const part = fc.constantFrom(
      'INSERT DATA {',
      '<#a> <#b> <#c>',
      'PREFIX e: <#>',
      'BASE <#>',
      'WHERE {',
      '}',
    );
    const around = fc.array(fc.oneof(part, glue), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(around, glue, act, glue, around, (before, left, word, right, after) => {
        const patch = `INSERT DATA { ${before}${left}${word}${right}${after}`;
        expect(modeOf({ method: 'PATCH', contentType: 'application/sparql-update', patch })).toBe('write');
      }),
    );
  });
});
