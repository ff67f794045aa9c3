import { describe, expect, it } from 'vitest';
import { addressToTry } from '../../../popup/developers/proof-address.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';

const OWN = parseStorageRoot('https://alice.example/');
const ADDED = parseStorageRoot('https://pod.example/team/');

describe('the address that a proof is for at first', () => {
  const first = (open: string | null, storages = [OWN]) => addressToTry(open, { storages }, [ADDED]);

  it.each(['https://alice.example/note#part', 'https://pod.example/team/x?q#part'])(
    'is the open page where a pod holds it: %s',
    (open) => expect(first(open)).toBe(open.replace('#part', '')),
  );

  it.each([null, '', 'https://alice.example.evil/', 'https://pod.example/teams/', 'chrome-extension://x/'])(
    'is the identity’s own pod where none does: %s',
    (open) => expect(first(open)).toBe(OWN),
  );

  it('is a pod that was added where the identity has none', () => {
    expect(first(null, [])).toBe(ADDED);
  });
});
