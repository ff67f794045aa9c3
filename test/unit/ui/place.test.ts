import { describe, expect, it } from 'vitest';
import { examinationHash, hashOf, placeOf } from '../../../src/ui/place.ts';

const AWKWARD = [
  'https://login.example/?a=b&c#d',
  'alice.pod.example',
  'a b+c%20?#',
  'https://例え.example/',
];

describe('a place in the options', () => {
  it('comes back from its fragment as it was', () => {
    for (const address of AWKWARD) {
      const { page, params } = placeOf(examinationHash(address));
      expect(page).toBe('issuers');
      expect(params.get('examine')).toBe(address);
    }
  });

  it('needs no parameters', () => {
    expect(hashOf('clients')).toBe('#clients');
    expect(placeOf('#clients').params.size).toBe(0);
  });

  it('is the first page where the address names none', () => {
    expect(placeOf('').page).toBe('');
    expect(placeOf('#').page).toBe('');
  });

  it('leaves a fragment whose address was typed by hand as readable as it gets', () => {
    expect(placeOf('#issuers?examine=https://login.example/').params.get('examine')).toBe(
      'https://login.example/',
    );
  });
});
