import { describe, expect, it } from 'vitest';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { failureOf } from '../../fakes/failure.ts';

describe('a storage root', () => {
  it.each([
    ['https://pod.example', 'https://pod.example/'],
    ['https://pod.example/alice/', 'https://pod.example/alice/'],
    ['http://localhost:3000/', 'http://localhost:3000/'],
  ])('%s is %s', (text, root) => {
    expect(parseStorageRoot(text)).toBe(root);
  });

  it.each([
    ['https://pod.example/alice', 'address-invalid'],
    ['https://pod.example/?a', 'address-invalid'],
    ['https://pod.example/#a', 'address-invalid'],
    ['https://ann@pod.example/', 'address-invalid'],
    ['alice/', 'address-invalid'],
    ['http://pod.example/', 'address-insecure'],
  ])('%s is none: %s', (text, code) => {
    expect(failureOf(() => parseStorageRoot(text)).code).toBe(code);
  });

  it('that is none is told of by no more than its beginning', () => {
    const { subject } = failureOf(() => parseStorageRoot(`https://pod.example/${'a'.repeat(300)}`));
    expect(subject).toBe(`https://pod.example/${'a'.repeat(180)}`);
  });
});
