import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, vi } from 'vitest';
import { LatchkeyError } from '../../../src/domain/errors.ts';
import type { WebId } from '../../../src/domain/identity.ts';
import { readProfile } from '../../../src/identities/profile.ts';
import { issuersOf } from '../../../src/oidc/webid.ts';
import { parseTurtle } from '../../../src/platform/turtle.ts';
import { property } from './property.ts';

const DOCUMENT = 'https://pod.example/alice/card';
const ME = `${DOCUMENT}#me` as WebId;
const NAMES = [
  'http://xmlns.com/foaf/0.1/name',
  'http://www.w3.org/2006/vcard/ns#fn',
  'http://schema.org/name',
];
const ISSUER = 'http://www.w3.org/ns/solid/terms#oidcIssuer';
const STORAGE = 'http://www.w3.org/ns/pim/space#storage';

/** What a profile may name as a storage, and which that is; null where it is none. */
const STORAGES: Readonly<Record<string, string | null>> = {
  'https://pod.example/alice/': 'https://pod.example/alice/',
  'https://pod.example/': 'https://pod.example/',
  'https://other.example:8443': 'https://other.example:8443/',
  'https://bücher.example/a/': 'https://xn--bcher-kva.example/a/',
  'https://POD.example:443/a/../': 'https://pod.example/',
  'https://pod.example/alice': null,
  'https://pod.example/?/': null,
  'https://pod.example/#/': null,
  'https://ann@pod.example/': null,
  'http://pod.example/': null,
  'http://localhost:3000/': null,
  'https://10.0.0.1/': null,
  'https://0x7f.1/': null,
  'https://printer.local/': null,
  'javascript:alert(1)/': null,
  'urn:pod/': null,
};

const link = fc.constantFrom(...Object.keys(STORAGES), 'https://idp.example', ME);
const literal = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    'Alice',
    `<${ME}> <a:b> <https://evil.example> .`,
    '"',
    '\\',
    '\n.',
    '\u202eecilA',
    '"""',
  ),
);
const object = fc.oneof(
  link.map((value) => ({ kind: 'link' as const, value })),
  literal.map((value) => ({ kind: 'literal' as const, value })),
);
const subject = fc.constantFrom(
  ME,
  ME,
  DOCUMENT,
  `${DOCUMENT}#you`,
  `${ME}2`,
  'https://pod.example/alice/Card#me',
);
const predicate = fc.constantFrom(
  ...NAMES,
  ISSUER,
  STORAGE,
  `${ISSUER}2`,
  'http://www.w3.org/ns/solid/terms#OidcIssuer',
);
const statement = fc.record({ subject, predicate, object, style: fc.nat({ max: 63 }) });
const statements = fc.array(statement, { maxLength: 8 });

type Statement = typeof statement extends fc.Arbitrary<infer Value> ? Value : never;

/** A string as Turtle has it, in one of its four ways of quoting. */
function quoted(value: string, style: number): string {
  const escaped = Array.from(value, (character) =>
    /[\p{L}\p{N} <>#:/.]/u.test(character)
      ? character
      : `\\U${character.codePointAt(0)?.toString(16).padStart(8, '0')}`,
  ).join('');
  const quote = ['"', "'", '"""', "'''"][style % 4] ?? '"';
  return `${quote}${escaped}${quote}${['', '@en', '^^<http://www.w3.org/2001/XMLSchema#string>'][style % 3]}`;
}

/** An address as Turtle has it: whole, against the document's own, or by a prefix. */
function named(iri: string, style: number): string {
  const [document = '', fragment] = iri.split('#');
  if (style % 3 === 1 && document === DOCUMENT) return `<${iri.slice(document.length)}>`;
  if (style % 3 === 2 && fragment !== undefined && /^[a-z]+$/i.test(fragment))
    return `p${fragment}:${fragment}`;
  return `<${iri}>`;
}

function prefixesFor(iris: readonly string[]): string {
  const named = iris.map((iri) => iri.split('#')).filter(([, fragment]) => /^[a-z]+$/i.test(fragment ?? ''));
  return named.map(([document, fragment]) => `@prefix p${fragment}: <${document}#> .\n`).join('');
}

/** Writes each statement with the prefixes that it needs, and a comment that says something else. */
function turtleOf(all: readonly Statement[]): string {
  return all
    .map(({ subject: one, predicate: is, object: other, style }) => {
      const end = other.kind === 'link' ? `<${other.value}>` : quoted(other.value, style);
      const comment = `# <${ME}> <${ISSUER}> <https://evil.example> .\n`;
      const list = style > 40 ? `, ${end}; ${named(is, 0)} ${end}` : '';
      return `${prefixesFor([one, is])}${comment}${named(one, style)} ${named(is, style >> 2)}\n ${end}${list} .`;
    })
    .join('\n');
}

/** The objects that are stated, each once, as a person would find them in the list. */
function stated(all: readonly Statement[], is: string, kind: 'link' | 'literal'): string[] {
  const found: string[] = [];
  for (const { subject: one, predicate: other, object: thing } of all) {
    if (one === ME && other === is && thing.kind === kind && !found.includes(thing.value))
      found.push(thing.value);
  }
  return found;
}

beforeEach(() => void vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 404 }))));
afterEach(() => void vi.unstubAllGlobals());

describe('profiles', () => {
  property('an issuer is named by a statement of just this person alone', statements, async (all) => {
    expect(issuersOf(await parseTurtle(turtleOf(all), DOCUMENT), ME)).toEqual(stated(all, ISSUER, 'link'));
  });

  property('the pods are those that are named and may be', statements, async (all) => {
    const document = { response: new Response(), statements: await parseTurtle(turtleOf(all), DOCUMENT) };
    const { storages } = await readProfile(ME, document);
    const named = stated(all, STORAGE, 'link').map((url) =>
      url === 'https://idp.example' ? `${url}/` : STORAGES[url],
    );
    expect(storages).toEqual(named.filter((root) => root !== null && root !== undefined));
  });

  property('the name is the first that is left once it is cleaned', statements, async (all) => {
    const document = { response: new Response(), statements: await parseTurtle(turtleOf(all), DOCUMENT) };
    const { name } = await readProfile(ME, document);
    const written = NAMES.flatMap((is) => stated(all, is, 'literal'));
    expect(name === null || !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|^\s|\s$|\s\s/u.test(name)).toBe(true);
    const visible = (text: string) => text.replace(/[\p{C}\p{Z}]/gu, '');
    expect(visible(name ?? '')).toBe(visible(written.find((text) => visible(text) !== '') ?? ''));
  });

  const piece = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      '<',
      '>',
      '<#me>',
      '"',
      '"""',
      '@prefix',
      '@base',
      ' a ',
      '.',
      ';',
      ',',
      '[',
      ']',
      '(',
      ')',
      '{',
      '<<',
      '>>',
      '\\u',
      '\ud800',
      '\0',
      '_:b',
      '^^',
      '#',
      '\n',
      '[ '.repeat(2_000),
      '('.repeat(2_000),
    ),
  );
  const garbage = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  property('a document is read, or refused as what it is', garbage, async (text) => {
    try {
      (await parseTurtle(text, DOCUMENT)).links(ME, ISSUER);
    } catch (error) {
      expect(error).toBeInstanceOf(LatchkeyError);
      expect(error).toHaveProperty('code', 'profile-invalid');
    }
  });
});
