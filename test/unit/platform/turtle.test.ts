import { describe, expect, it } from 'vitest';
import { parseTurtle } from '../../../src/platform/turtle.ts';
import { codeOf } from '../../fakes/failure.ts';

const BASE = 'https://pod.example/alice/card';
const NAME = 'http://xmlns.com/foaf/0.1/name';
const PREFIX = '@prefix foaf: <http://xmlns.com/foaf/0.1/>.';

describe('the statements of a Turtle document', async () => {
  const card = await parseTurtle(
    `${PREFIX} <#me> foaf:name "Alice", "Alice"@en, <bob>, <bob>, _:x; foaf:knows <../bob/card#me>.
     _:x foaf:name "Nobody". <> foaf:name "A card". # <#me> foaf:name "Mallory".`,
    BASE,
  );

  it('are read against the address of the document', () => {
    expect(card.links(`${BASE}#me`, 'http://xmlns.com/foaf/0.1/knows')).toEqual([
      'https://pod.example/bob/card#me',
    ]);
    expect(card.links(`${BASE}#me`, NAME)).toEqual(['https://pod.example/alice/bob']);
  });

  it('tell literals from links and from nameless things', () => {
    expect(card.literals(`${BASE}#me`, NAME)).toEqual(['Alice']);
    expect(card.links(BASE, NAME)).toEqual([]);
    expect(card.literals(BASE, NAME)).toEqual(['A card']);
  });

  it('name their subjects, each once', () => {
    expect(card.subjectsWith(NAME)).toEqual([`${BASE}#me`, BASE]);
  });

  it('are exact about subject and predicate', () => {
    expect(card.literals(`${BASE}#Me`, NAME)).toEqual([]);
    expect(card.literals(`${BASE}#me`, 'http://xmlns.com/foaf/0.1/nam')).toEqual([]);
  });
});

describe('a document whose IRIs would take too long to read', () => {
  it.each([
    ['by bases that grow one after the other', '@base <a/>.'.repeat(80_000)],
    ['by bases in capitals, with remarks between', 'BASE # <\n<a/>'.repeat(60_000)],
    ['by one long base', `@base <http://h/${'a'.repeat(500_000)}/>. ${'<>a<x>.'.repeat(60_000)}`],
  ])('is refused, and the worker goes on: %s', async (_how, text) => {
    const failure = { code: 'too-large', subject: 'pod.example' };
    await expect(parseTurtle(text, BASE)).rejects.toMatchObject(failure);
  });

  it.each([
    ['whose base is its own', `@base <https://pod.example/>. <a> <${NAME}> "base", "a base and a base". `],
    [
      'with a prefix of that name',
      `@prefix base: <https://pod.example/>. base:a <${NAME}> "base". ${'base:b a base:c. '.repeat(5_000)}`,
    ],
  ])('is not one %s', async (_how, text) => {
    expect((await parseTurtle(text, BASE)).literals('https://pod.example/a', NAME)).toContain('base');
  });
});

describe('a document that is read in pieces', () => {
  const PIECE = 16_384;
  const CARD = `${PREFIX}<#me>foaf:name "Al\\u0069ce \u{1F511}"@en-GB,'x'^^<a>,"""l\n"o"ng""",1.5e3,true,<b>,_:x;a (1[]).#<>\n`;

  it('says the same wherever one ends', async () => {
    const whole = await parseTurtle(CARD, BASE);
    for (let at = 0; at <= CARD.length; at += 1) {
      const card = await parseTurtle(`${'\n'.repeat(PIECE - at)}${CARD}`, BASE);
      expect(card.literals(`${BASE}#me`, NAME)).toEqual(whole.literals(`${BASE}#me`, NAME));
      expect(card.links(`${BASE}#me`, NAME)).toEqual(whole.links(`${BASE}#me`, NAME));
    }
    expect(whole.literals(`${BASE}#me`, NAME)).toHaveLength(5);
  });

  it('lets others have their turn after each', async () => {
    let turns = 0;
    const others = setInterval(() => (turns += 1));
    await parseTurtle(`<> a ${'1,'.repeat(PIECE * 4)}1.`, BASE);
    clearInterval(others);
    expect(turns).toBeGreaterThan(1);
  });

  it.each([
    ['in the first', `<> a ] ${' '.repeat(PIECE * 2)}`],
    ['in the last', `${' '.repeat(PIECE * 2)}<> a ]`],
    ['at the end', `${' '.repeat(PIECE * 2)}<> a`],
  ])('is refused for what is wrong %s', async (_where, text) => {
    expect(await codeOf(parseTurtle(text, BASE))).toBe('profile-invalid');
  });
});

describe('what is not Turtle', () => {
  it.each([
    ['HTML', '<!doctype html><title>Hello</title>'],
    ['JSON', '{"@id":"#me"}'],
    ['a sentence without an end', '<#me> <#knows> <#you>'],
    ['an unknown prefix', '<#me> foaf:name "Alice".'],
    ['Notation3', '{ <#a> <#b> <#c> } => { <#d> <#e> <#f> }.'],
    ['TriG', `${PREFIX} <#graph> { <#me> foaf:name "Alice". }`],
  ])('is refused: %s', async (_what, text) => {
    const failure = { code: 'profile-invalid', subject: BASE };
    await expect(parseTurtle(text, BASE)).rejects.toMatchObject(failure);
  });
});
