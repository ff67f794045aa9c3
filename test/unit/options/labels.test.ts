import { expect, it } from 'vitest';
import { labelOf } from '../../../options/labels.ts';
import type { Issuer } from '../../../src/domain/identity.ts';

const first = 'https://login.example/a' as Issuer;
const second = 'https://login.example/b/' as Issuer;
const other = 'https://other.example:8443/' as Issuer;

it('calls an issuer by its host, port and all', () => {
  expect(labelOf(other, [first, other])).toBe('other.example:8443');
});

it('calls two issuers of one host by their whole addresses', () => {
  expect([first, second, other].map((issuer) => labelOf(issuer, [first, second, other]))).toEqual([
    'login.example/a',
    'login.example/b/',
    'other.example:8443',
  ]);
});
