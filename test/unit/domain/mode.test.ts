import { describe, expect, it } from 'vitest';
import { modeOf } from '../../../src/domain/mode.ts';

const TERMS = 'http://www.w3.org/ns/solid/terms';
const HEAD = `@prefix solid: <${TERMS}#>. @prefix ex: <https://ex.example/>.`;
const INSERT = 'solid:inserts { <#a> ex:b "c". }';

/** The mode of an N3 Patch with these statements. */
const ofN3 = (text: string, contentType: string | null = 'text/n3') =>
  modeOf({ method: 'PATCH', contentType, patch: text });
const ofSparql = (text: string) =>
  modeOf({ method: 'PATCH', contentType: 'application/sparql-update', patch: text });

describe('a method', () => {
  it.each([
    ['GET', 'read'],
    ['HEAD', 'read'],
    ['OPTIONS', 'read'],
    ['POST', 'append'],
    ['PUT', 'write'],
    ['PATCH', 'write'],
    ['DELETE', 'write'],
  ])('%s takes the mode %s', (method, mode) => {
    expect(modeOf({ method, contentType: null, patch: null })).toBe(mode);
  });

  it.each([
    '',
    'get',
    'Get',
    'patch',
    'post',
    'put',
    'TRACE',
    'CONNECT',
    'COPY',
    'MOVE',
    'MKCOL',
    'LOCK',
    'GET ',
  ])('“%s” takes none that anybody can grant', (method) => {
    expect(modeOf({ method, contentType: 'text/n3', patch: `${HEAD} <> ${INSERT}.` })).toBeNull();
  });

  it('takes no other mode for what its body holds, unless it is PATCH', () => {
    const patch = 'INSERT DATA { <#a> <#b> <#c> }';
    const contentType = 'application/sparql-update';
    expect(modeOf({ method: 'PUT', contentType, patch })).toBe('write');
    expect(modeOf({ method: 'POST', contentType, patch: 'DELETE WHERE { ?s ?p ?o }' })).toBe('append');
  });
});

describe('an N3 Patch that only inserts is an append', () => {
  it.each([
    ['as the specification writes it', `${HEAD} _:rename a solid:InsertDeletePatch; ${INSERT}.`],
    ['with a condition', `${HEAD} <> solid:where { ?a ex:b ?c. }; solid:inserts { ?a ex:d ?c. }.`],
    [
      'with the vocabulary spelled out',
      `<> a <${TERMS}#InsertDeletePatch>; <${TERMS}#inserts> { <#a> <#b> <#c>. }.`,
    ],
    ['with other names that begin alike', `${HEAD} <> ${INSERT.replace('#a', '#dog')}.`],
  ])('%s', (_what, patch) => {
    expect(ofN3(patch)).toBe('append');
  });

  it.each(['text/n3', 'TEXT/N3', 'text/n3;charset=utf-8', 'text/n3 ; charset="UTF-8"'])('as %s', (type) => {
    expect(ofN3(`${HEAD} <> ${INSERT}.`, type)).toBe('append');
  });
});

describe('an N3 Patch is a write', () => {
  const deletes = (name: string, head = HEAD) => `${head} <> ${INSERT}; ${name} { <#a> ex:b "x". }.`;

  it.each([
    ['that deletes', deletes('solid:deletes')],
    ['that deletes in full words', deletes(`<${TERMS}#deletes>`)],
    [
      'that deletes relative to a base',
      deletes('<terms#deletes>', `@base <http://www.w3.org/ns/solid/>. ${HEAD}`),
    ],
    ['that only deletes', `${HEAD} <> solid:deletes { <#a> ex:b "x". }.`],
    ['that names deletion in a comment, which may be none', `${HEAD} <> ${INSERT}. # deletes`],
    ['that says nothing of inserting', `${HEAD} <> a solid:InsertDeletePatch.`],
    ['that is empty', ''],
    ['with an escape in its address', deletes(String.raw`<${TERMS}#d\u0065letes>`)],
    ['with an escape in its name', deletes(String.raw`solid:d\-eletes`)],
    ['with any escape at all', `${HEAD} <> solid:inserts { <#a> ex:b "c\\n". }.`],
    ['with a long escape', deletes(String.raw`<${TERMS}#\U00000064eletes>`)],
  ])('%s', (_what, patch) => {
    expect(ofN3(patch)).toBe('write');
  });

  it.each(['d', 'de', 'del', 'dele', 'delet', 'delete'])('whose prefix ends within the word: #%s', (part) => {
    const name = `x:${'deletes'.slice(part.length)}`;
    const heads = [
      `@prefix x: <${TERMS}#${part}>. ${HEAD}`,
      `PREFIX x: <${TERMS}#${part}> ${HEAD}`,
      `@base <http://www.w3.org/ns/solid/>. @prefix x: <terms#${part}>. ${HEAD}`,
      `@base <http://www.w3.org/ns/solid/terms>. @prefix x: <#${part}>. ${HEAD}`,
      `@base <http://www.w3.org/ns/>. @prefix x: <./solid/./terms#${part}>. ${HEAD}`,
      `@prefix x: <http://www.w3.org/ns/x/../solid/terms#${part}>. ${HEAD}`,
      `@prefix x: <${TERMS}#\n${part} >. ${HEAD}`,
    ];
    for (const head of heads) expect([head, ofN3(deletes(name, head))]).toEqual([head, 'write']);
  });

  it.each([
    null,
    '',
    'text/turtle',
    'text/n3x',
    'application/json',
    'text/n3, text/turtle',
    'application/sparql-update',
    'text/n3; charset=utf-7',
    'text/n3; charset=utf-16',
    'text/n3; charset=utf-8; charset=utf-16',
  ])('that says it is %s', (type) => {
    expect(ofN3(`${HEAD} <> ${INSERT}.`, type)).toBe('write');
  });

  it('that is too large to be looked at, or not there', () => {
    expect(modeOf({ method: 'PATCH', contentType: 'text/n3', patch: null })).toBe('write');
  });
});

describe('a SPARQL update that only inserts is an append', () => {
  it.each([
    'INSERT DATA { <#a> <#b> <#c> }',
    '  insert   data{<#a> <#b> "c"}',
    'PREFIX ex: <https://ex.example/>\nBASE <https://pod.example/>\nINSERT DATA { ex:a ex:b <c> }',
    'PREFIX : <#>INSERT DATA { :a :b :c }; INSERT DATA { :d :e :f }',
  ])('%s', (patch) => {
    expect(ofSparql(patch)).toBe('append');
  });
});

describe('a SPARQL update is a write', () => {
  it.each([
    'DELETE DATA { <#a> <#b> <#c> }',
    'DELETE WHERE { ?s ?p ?o }',
    'INSERT DATA { <#a> <#b> <#c> }; DELETE DATA { <#a> <#b> <#d> }',
    'INSERT DATA { <#a> <#b> <#c> };DeLeTe{?s ?p ?o}WHERE{?s ?p ?o}',
    'INSERT DATA { <#a> <#b> <#c> } ; # nothing\nDELETE WHERE { ?s ?p ?o }',
    'INSERT DATA { <#a> <#b> <#c> } ; CLEAR ALL',
    'INSERT DATA { <#a> <#b> <#c> } ; DROP GRAPH <g>',
    'INSERT DATA { <#a> <#b> <#c> } ; LOAD <https://evil.example/>',
    'INSERT DATA { <#a> <#b> <#c> } ; MOVE <g> TO <h>',
    'INSERT DATA { <#a> <#b> <#c> } ; COPY <g> TO <h>',
    'INSERT DATA { <#a> <#b> <#c> } ; ADD <g> TO <h>',
    'INSERT DATA { <#a> <#b> <#c> } ; CREATE GRAPH <g>',
    'INSERT DATA { <#a> <#b> <#c> } ; WITH <g> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }',
    'WITH <g> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }',
    'INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }',
    '# INSERT DATA {\nDELETE WHERE { ?s ?p ?o }',
    'PREFIX ex: <insert data {> CLEAR ALL',
    String.raw`INSERT DATA { <#a> <#b> <#c> }; D\u0045LETE WHERE { ?s ?p ?o }`,
    'INSERT',
    '',
  ])('%s', (patch) => {
    expect(ofSparql(patch)).toBe('write');
  });
});

it.each([
  ['a megabyte of spaces', `prefix${' '.repeat(2 ** 20)}`],
  ['prefixes without end', 'prefix a: <b> '.repeat(2 ** 16)],
  ['prefixes that are never closed', 'prefix a<'.repeat(2 ** 16)],
  ['bases without end', 'base <b>'.repeat(2 ** 16)],
])('%s takes no time to be looked at', (_what, patch) => {
  const start = performance.now();
  expect([ofSparql(patch), ofN3(patch), ofN3(patch.replaceAll(/[<:]/g, '#d'))]).toEqual([
    'write',
    'write',
    'write',
  ]);
  expect(performance.now() - start).toBeLessThan(1000);
});
