import { describe, expect, it } from 'vitest';
import {
  covers,
  type Grant,
  type Lifetime,
  type Mode,
  type Site,
  siteOf,
} from '../../../src/domain/grant.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';

const grant: Grant = {
  site: 'https://app.example' as Site,
  identity: 'https://alice.example/#me https://idp.example' as IdentityId,
  storage: parseStorageRoot('https://pod.example/alice/'),
  modes: ['read', 'append'],
  lifetime: { until: 'document', documentId: 'one' },
  createdAt: 0,
};
const request = {
  site: grant.site,
  identity: grant.identity,
  url: new URL('https://pod.example/alice/a'),
  mode: 'read' as Mode,
  documentId: 'one',
};

describe('a grant', () => {
  it('covers what it says', () => {
    expect(covers(grant, request)).toBe(true);
    expect(covers(grant, { ...request, mode: 'append' })).toBe(true);
  });

  it.each([
    ['site', { site: 'https://app.example:8443' as Site }],
    ['site, though its name begins alike', { site: 'https://app.example.evil' as Site }],
    ['identity', { identity: 'https://alice.example/#me https://idp.example/' as IdentityId }],
    ['mode', { mode: 'write' as Mode }],
    ['document', { documentId: 'two' }],
    ['pod', { url: new URL('https://pod.example/bob/a') }],
    ['place, behind encoded slashes', { url: new URL('https://pod.example/alice/..%2fbob') }],
  ])('does not cover another %s', (_what, change) => {
    expect(covers(grant, { ...request, ...change })).toBe(false);
  });

  it('covers nothing without a mode', () => {
    expect(covers({ ...grant, modes: [] }, request)).toBe(false);
  });

  it.each<Lifetime>([{ until: 'sign-out' }, { until: 'revoked' }])(
    'serves every document of its site where it lasts: %j',
    (lifetime) => {
      expect(covers({ ...grant, lifetime }, { ...request, documentId: 'two' })).toBe(true);
    },
  );
});

describe('the site of an origin', () => {
  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://app.example/path?query', 'https://app.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is %s', (origin, site) => {
    expect(siteOf(origin)).toBe(site);
  });

  it.each([
    'null',
    '',
    'about:blank',
    'data:text/html,',
    'file:///a',
    'blob:null/a',
    'chrome-extension://abc',
  ])('“%s” is none', (origin) => {
    expect(siteOf(origin)).toBeNull();
  });
});
