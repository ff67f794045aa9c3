import { describe, expect, it } from 'vitest';
import { grantGroups } from '../../../options/grant-groups.ts';
import type { Grant, Site } from '../../../src/domain/grant.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import type { StorageRoot } from '../../../src/domain/pod.ts';
import { lifetimeWords, siteLabel } from '../../../src/ui/access-text.ts';
import { namesOf } from '../../../src/ui/twin.ts';

function grant(site: string, storage: string, webId = 'https://alice.example/#me'): Grant {
  return {
    site: site as Site,
    identity: `${webId} https://login.example/` as IdentityId,
    storage: storage as StorageRoot,
    modes: ['read'],
    lifetime: { until: 'revoked' },
    createdAt: 0,
    usedAt: null,
  };
}

const grants = [
  grant('https://notes.example', 'https://alice.example/notes/'),
  grant('https://app.example', 'https://alice.example/'),
  grant('https://notes.example', 'https://bob.example/', 'https://bob.example/#me'),
];
const nameOf = namesOf([]);
const found = (search: string) =>
  grantGroups(grants, search, nameOf).map(({ site, grants: own }) => `${siteLabel(site)} ${own.length}`);

describe('grants by site', () => {
  it('stand in the order of the sites’ names', () => {
    expect(found('')).toEqual(['app.example 1', 'notes.example 2']);
  });

  it('are found by site, pod and identity, every word counting', () => {
    expect(found('  NOTES ')).toEqual(['notes.example 2']);
    expect(found('bob.example')).toEqual(['notes.example 1']);
    expect(found('alice app')).toEqual(['app.example 1']);
    expect(found('alice nobody')).toEqual([]);
  });
});

it('calls an identity that is gone by its WebID', () => {
  expect(nameOf('https://gone.example/#me https://login.example/' as IdentityId)).toBe('gone.example/#me');
});

it('shows whatever is not plain https whole', () => {
  expect(siteLabel('https://notes.example:8443' as Site)).toBe('notes.example:8443');
  expect(siteLabel('http://localhost:3000' as Site)).toBe('http://localhost:3000');
});

it('says how long a grant lasts', () => {
  expect(lifetimeWords('document')).toBe('this page only');
  expect(lifetimeWords('sign-out')).toBe('until sign-out');
  expect(lifetimeWords('revoked')).toBe('always');
});
