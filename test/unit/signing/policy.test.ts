import { describe, expect, it } from 'vitest';
import { ANY_POD, type Site } from '../../../src/domain/grant.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { type Authority, type Decision, decide, type RefusedRequest } from '../../../src/signing/policy.ts';
import { ALICE, APP, BOB, grantOf, OTHER_APP, OTHER_POD, POD, settingOf } from '../../fakes/people.ts';

const navigation: RefusedRequest = {
  kind: 'navigation',
  method: 'GET',
  url: new URL('https://pod.example/alice/private/page.html'),
  site: null,
  tabId: 1,
  isTopFrame: true,
  documentId: null,
};
const image: RefusedRequest = {
  ...navigation,
  kind: 'image',
  url: new URL('https://pod.example/alice/private/picture.png'),
  site: APP,
  documentId: 'one',
};
const once = grantOf({ lifetime: { until: 'document', documentId: 'one' } });
const authority: Authority = {
  active: ALICE,
  pods: [POD, OTHER_POD],
  grants: [grantOf()],
  siteIdentities: {},
  podSettings: [],
};

const signed: Decision = { sign: ALICE };
type Row = [string, RefusedRequest, Partial<Authority>, Decision];

describe('a navigation', () => {
  it.each<Row>([
    ['to a known pod is signed', navigation, {}, signed],
    ['needs no grant', navigation, { grants: [] }, signed],
    ['by a page of any site needs none either', { ...navigation, site: OTHER_APP }, { grants: [] }, signed],
    ['of nobody is left', navigation, { active: null }, { leave: 'anonymous' }],
    ['with a form is left', { ...navigation, method: 'POST' }, {}, { leave: 'method' }],
    ['that only asks for headers is left', { ...navigation, method: 'HEAD' }, {}, { leave: 'method' }],
    [
      'to no pod is left',
      { ...navigation, url: new URL('https://pod.example/') },
      {},
      { leave: 'not-a-pod' },
    ],
    [
      'that climbs out of a pod is left',
      { ...navigation, url: new URL('https://pod.example/alice/..%2fx') },
      {},
      { leave: 'not-a-pod' },
    ],
    ['where no pod is known is left', navigation, { pods: [] }, { leave: 'not-a-pod' }],
    ['of a frame is left', { ...navigation, isTopFrame: false }, {}, { leave: 'frame' }],
    [
      'by a granted page is no request of that page',
      { ...navigation, site: APP, documentId: 'one' },
      { pods: [] },
      { leave: 'not-a-pod' },
    ],
  ])('%s', (_what, request, change, decision) => {
    expect(decide(request, { ...authority, ...change })).toEqual(decision);
  });
});

describe('a pod with a setting', () => {
  const never = [settingOf({ policy: 'never' })];
  const bobs = [settingOf({ identity: BOB })];
  const inner = parseStorageRoot(`${POD}private/`);
  const left: Decision = { leave: 'policy' };
  const anyPod = [grantOf({ storage: ANY_POD })];
  const escaped = { ...image, url: new URL('https://pod.example/%61lice/picture.png') };

  it.each<Row>([
    ['never is left when a page is opened', navigation, { podSettings: never }, left],
    ['never is left when a granted page loads', image, { podSettings: never }, left],
    ['never is left under a grant for any pod', image, { podSettings: never, grants: anyPod }, left],
    ['never is left in an odd spelling', escaped, { podSettings: never, grants: anyPod }, left],
    ['never is left without asking for a grant', image, { podSettings: never, grants: [] }, left],
    ['never is left where no profile names it', navigation, { podSettings: never, pods: [] }, left],
    ['never says nothing of a pod in it', navigation, { podSettings: never, pods: [POD, inner] }, signed],
    [
      'never says nothing of its neighbour',
      { ...navigation, url: new URL(OTHER_POD) },
      { podSettings: never },
      signed,
    ],
    [
      'never, and nobody is active, is left',
      navigation,
      { podSettings: never, active: null },
      { leave: 'anonymous' },
    ],
    ['and an identity is opened as that one', navigation, { podSettings: bobs }, { sign: BOB }],
    [
      'and an identity is left to nobody',
      navigation,
      { podSettings: bobs, active: null },
      { leave: 'anonymous' },
    ],
    [
      'and an identity says nothing of a pod in it',
      navigation,
      { podSettings: bobs, pods: [POD, inner] },
      signed,
    ],
    ['and an identity says nothing of what sites load', image, { podSettings: bobs }, signed],
    [
      'that is not known is not opened signed',
      navigation,
      { podSettings: bobs, pods: [] },
      { leave: 'not-a-pod' },
    ],
  ])('%s', (_what, request, change, decision) => {
    expect(decide(request, { ...authority, ...change })).toEqual(decision);
  });
});

describe('what a script asks for', () => {
  const asked: RefusedRequest = { ...image, kind: 'fetch' };
  const writes = [grantOf({ modes: ['write'] })];
  const adds = [grantOf({ modes: ['append'] })];
  const insert = { contentType: 'application/sparql-update', patch: 'INSERT DATA { <#a> <#b> <#c> }' };

  it.each<Row>([
    ['is signed under a grant that reads', asked, {}, signed],
    ['that asks for headers is signed, too', { ...asked, method: 'HEAD' }, {}, signed],
    ['that writes is not, under that', { ...asked, method: 'PUT' }, {}, { leave: 'no-grant' }],
    [
      'that writes is signed under a grant that writes',
      { ...asked, method: 'PUT' },
      { grants: writes },
      signed,
    ],
    ['that reads is not, under that', asked, { grants: writes }, { leave: 'no-grant' }],
    ['by a method of which no grant speaks is left', { ...asked, method: 'LOCK' }, {}, { leave: 'method' }],
    ['by a worker, which has no document, is signed', { ...asked, documentId: null }, {}, signed],
    [
      'that adds is signed under a grant that adds',
      { ...asked, method: 'PATCH', patch: insert },
      { grants: adds },
      signed,
    ],
    [
      'that may take away is not, under that',
      { ...asked, method: 'PATCH' },
      { grants: adds },
      { leave: 'no-grant' },
    ],
    ['in a frame of another origin is left', { ...asked, isTopFrame: false }, {}, { leave: 'frame' }],
  ])('%s', (_what, request, change, decision) => {
    expect(decide(request, { ...authority, ...change })).toEqual(decision);
  });
});

describe('a site to which the person is somebody else', () => {
  const siteIdentities = { [APP]: BOB };
  const bobs = grantOf({ identity: BOB });

  it.each<Row>([
    [
      'is not a page without an origin',
      { ...image, site: null },
      { siteIdentities: { null: BOB }, active: null },
      { leave: 'anonymous' },
    ],
    ['is served as that identity', image, { siteIdentities, grants: [bobs] }, { sign: BOB }],
    ['is not served under the active one’s grant', image, { siteIdentities }, { leave: 'no-grant' }],
    [
      'is served while the person is nobody elsewhere',
      image,
      { siteIdentities, grants: [bobs], active: null },
      { sign: BOB },
    ],
    [
      'does not make the person so to another',
      { ...image, site: OTHER_APP },
      { siteIdentities, grants: [grantOf({ site: OTHER_APP })] },
      signed,
    ],
    [
      'does not say who the person is in a tab of their own',
      { ...navigation, site: APP },
      { siteIdentities },
      signed,
    ],
  ])('%s', (_what, request, change, decision) => {
    expect(decide(request, { ...authority, ...change })).toEqual(decision);
  });
});

describe.each(['image', 'stylesheet'] as const)('a page’s request for an %s', (kind) => {
  const request = { ...image, kind };
  const own = 'https://pod.example' as Site;
  it.each<Row>([
    ['is signed under a grant', request, {}, signed],
    ['is signed under a grant for its document', request, { grants: [once] }, signed],
    [
      'is signed under one grant of many',
      request,
      { grants: [grantOf({ site: OTHER_APP }), grantOf()] },
      signed,
    ],
    ['without a grant is left', request, { grants: [] }, { leave: 'no-grant' }],
    [
      'under a grant for another document is left',
      { ...request, documentId: 'two' },
      { grants: [once] },
      { leave: 'no-grant' },
    ],
    ['under a grant of another site is left', { ...request, site: OTHER_APP }, {}, { leave: 'no-grant' }],
    [
      'under a grant for another pod is left',
      request,
      { grants: [grantOf({ storage: OTHER_POD })] },
      { leave: 'no-grant' },
    ],
    ['under a grant for another identity is left', request, { active: BOB }, { leave: 'no-grant' }],
    [
      'under a grant to write is left',
      request,
      { grants: [grantOf({ modes: ['append', 'write'] })] },
      { leave: 'no-grant' },
    ],
    ['of the pod’s own host needs a grant, too', { ...request, site: own }, {}, { leave: 'no-grant' }],
    ['of a page without an origin is left', { ...request, site: null }, {}, { leave: 'no-grant' }],
    ['of no document is left', { ...request, documentId: null }, {}, { leave: 'no-grant' }],
    ['in a frame is left', { ...request, isTopFrame: false }, {}, { leave: 'frame' }],
    [
      'in a frame is signed under a grant for the pod’s own site',
      { ...request, isTopFrame: false, site: own },
      { grants: [grantOf({ site: own })] },
      signed,
    ],
    [
      'outside of every pod is left',
      { ...request, url: new URL('https://app.example/a.png') },
      {},
      { leave: 'not-a-pod' },
    ],
    ['of nobody is left', request, { active: null }, { leave: 'anonymous' }],
  ])('%s', (_what, refused, change, decision) => {
    expect(decide(refused, { ...authority, ...change })).toEqual(decision);
  });
});
