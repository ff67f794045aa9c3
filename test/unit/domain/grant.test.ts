import { describe, expect, it } from 'vitest';
import {
  ANY_POD,
  covers,
  type Grant,
  holdsIn,
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
  usedAt: null,
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

describe('a grant for any pod', () => {
  const any = { ...grant, storage: ANY_POD };
  const at = (url: string) => covers(any, { ...request, url: new URL(url) });

  it.each([
    'https://pod.example/',
    'https://pod.example:8443/bob/a?b#c',
    'https://1.1.1.1/',
    'https://bücher.example/',
  ])('covers %s', (url) => {
    expect(at(url)).toBe(true);
  });

  it.each([
    'http://pod.example/',
    'http://localhost:3000/',
    'https://localhost/',
    'https://pod.localhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.0.0.1/',
    'https://192.168.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://nas/',
    'https://nas.local/',
    'https://pod.example@evil.example/',
    'https://:secret@pod.example/',
    'https://ann:secret@pod.example/',
    'ftp://pod.example/',
    'wss://pod.example/',
    'data:text/html,a',
    'blob:https://pod.example/a',
    'javascript:alert(1)',
    'chrome-extension://a.b/',
    'file:///etc/passwd',
  ])('does not cover %s', (url) => {
    expect(at(url)).toBe(false);
  });

  it.each([
    ['site', { site: 'https://other.example' as Site }],
    ['identity', { identity: 'https://bob.example/#me https://idp.example' as IdentityId }],
    ['mode', { mode: 'write' as Mode }],
    ['document', { documentId: 'two' }],
  ])('covers no other %s all the same', (_what, change) => {
    expect(covers(any, { ...request, ...change })).toBe(false);
  });
});

describe('whether a grant holds in a document', () => {
  it.each<[boolean, Lifetime, string | null]>([
    [true, { until: 'document', documentId: 'one' }, 'one'],
    [false, { until: 'document', documentId: 'one' }, 'two'],
    [false, { until: 'document', documentId: 'one' }, null],
    [true, { until: 'sign-out' }, null],
    [true, { until: 'revoked' }, 'two'],
  ])('is %s for %j in “%s”', (holds, lifetime, documentId) => {
    expect(holdsIn({ ...grant, lifetime }, documentId)).toBe(holds);
  });
});

describe('the site of an origin', () => {
  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://app.example/path?query', 'https://app.example'],
    ['https://app.example/*', 'https://app.example'],
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
    'shttp://app.example/',
    'blob:https://app.example/a',
    'https://',
    'https://*',
    'https://*.app.example',
    'https://%2a.app.example',
  ])('“%s” is none', (origin) => {
    expect(siteOf(origin)).toBeNull();
  });
});
