import { describe, expect, it } from 'vitest';
import { accessOf, partsOf } from '../../../popup/access-parts.ts';
import { ANY_POD } from '../../../src/domain/grant.ts';
import type { StorageRoot } from '../../../src/domain/pod.ts';

const notes = 'https://alice.example/notes/' as StorageRoot;
const photos = 'https://alice.example/photos/' as StorageRoot;

describe('what a site asks for', () => {
  it('is one part where the same is asked of every pod, in whatever order', () => {
    const parts = partsOf([
      { storage: notes, modes: ['read', 'append'] },
      { storage: photos, modes: ['append', 'read'] },
    ]);
    expect(parts).toEqual([{ key: 'read,append', storages: [notes, photos], asked: ['read', 'append'] }]);
  });

  it('keeps pods of which something else is asked apart, and every pod there is, which comes first', () => {
    const parts = partsOf([
      { storage: notes, modes: ['read'] },
      { storage: ANY_POD, modes: ['read'] },
      { storage: photos, modes: ['write'] },
    ]);
    expect(parts.map(({ storages }) => storages)).toEqual([[ANY_POD], [notes], [photos]]);
  });

  it('names a pod once, with all that is asked of it', () => {
    const parts = partsOf([
      { storage: notes, modes: ['read'] },
      { storage: notes, modes: ['write', 'read'] },
    ]);
    expect(parts).toEqual([{ key: 'read,write', storages: [notes], asked: ['read', 'write'] }]);
  });
});

describe('what is allowed', () => {
  const parts = partsOf([
    { storage: notes, modes: ['read', 'write'] },
    { storage: photos, modes: ['read'] },
  ]);

  it('is what was asked, unless the person ticked otherwise', () => {
    expect(accessOf(parts, {})).toEqual([
      { storage: notes, modes: ['read', 'write'] },
      { storage: photos, modes: ['read'] },
    ]);
  });

  it('leaves out pods of which nothing is ticked', () => {
    expect(accessOf(parts, { 'read,write': ['append'], read: [] })).toEqual([
      { storage: notes, modes: ['append'] },
    ]);
  });
});
