import { describe, expect, it } from 'vitest';
import { type Issuer, identityIdOf, type WebId } from '../../../src/domain/identity.ts';
import type { IdentityView } from '../../../src/domain/view.ts';
import { hasTwin, nameAmong } from '../../../src/ui/twin.ts';

function person(name: string, webId: string, issuer: string): IdentityView {
  const parts = { webId: webId as WebId, issuer: issuer as Issuer };
  const id = identityIdOf(parts.webId, parts.issuer);
  return { id, ...parts, name, photo: null, state: 'signed-in', storages: [] };
}

const alice = person('Alice', 'https://alice.example/#me', 'https://one.example');
const twin = person('Alice', 'https://alice.example/#me', 'https://two.example:8443/');
const namesake = person('Alice', 'https://other.example/#me', 'https://one.example');
const bob = person('Bob', 'https://bob.example/#me', 'https://one.example');

describe('an identity among others', () => {
  it('is called by its name alone where no other is', () => {
    expect(nameAmong(alice, [alice, bob])).toBe('Alice');
  });

  it('is told from a namesake by its WebID', () => {
    expect(nameAmong(alice, [alice, namesake])).toBe('Alice, alice.example/#me');
    expect(hasTwin(alice, [alice, namesake])).toBe(false);
  });

  it('is told from its twin by its issuer', () => {
    expect(nameAmong(twin, [alice, twin])).toBe('Alice at two.example:8443');
    expect(hasTwin(alice, [alice, twin])).toBe(true);
  });
});
