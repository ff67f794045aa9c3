import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { ELEMENT_KINDS, type RequestKind } from '../../../src/domain/element.ts';
import { ANY_POD, covers, type Grant, type Lifetime, MODES, type Site } from '../../../src/domain/grant.ts';
import type { StorageRoot } from '../../../src/domain/pod.ts';
import { type Authority, type Decision, decide, type RefusedRequest } from '../../../src/signing/policy.ts';
import { ALICE, APP, BOB, grantOf, OTHER_APP, OTHER_POD, POD, settingOf } from '../../fakes/people.ts';
import { property } from './property.ts';

const WHOLE = 'https://pod.example/' as StorageRoot;
const INNER = 'https://pod.example/alice/inner/' as StorageRoot;
const LOCAL = 'http://localhost:3000/' as StorageRoot;
const ALL = [WHOLE, POD, INNER, OTHER_POD, LOCAL];

interface Place {
  readonly url: string;
  /** The pods that hold it, the innermost last. */
  readonly pods: readonly StorageRoot[];
  /** Those that some server might take it to be in, besides. */
  readonly near?: readonly StorageRoot[];
  readonly isPublic: boolean;
}

const AT_POD = [WHOLE, POD, INNER, OTHER_POD];
/** Addresses of which a person can see where they lie. */
const PLACES: readonly Place[] = [
  { url: 'https://pod.example/alice/a', pods: [WHOLE, POD], isPublic: true },
  { url: 'https://pod.example:443/alice/?https://pod.example/bob/', pods: [WHOLE, POD], isPublic: true },
  { url: 'https://pod.example/bob/../alice/inner/a', pods: [WHOLE, POD, INNER], isPublic: true },
  { url: 'https://pod.example/bob/a', pods: [WHOLE, OTHER_POD], isPublic: true },
  { url: 'https://pod.example/alicexyz/a', pods: [WHOLE], isPublic: true },
  { url: 'https://pod.example/%61lice/a', pods: [WHOLE], near: [POD], isPublic: true },
  { url: 'https://pod.example//alice/inner', pods: [WHOLE], near: [POD, INNER], isPublic: true },
  { url: 'https://pod.example/alice/..%2fbob/a', pods: [], near: AT_POD, isPublic: true },
  { url: 'https://pod.example/alice/%252e%252e%252fbob/a', pods: [], near: AT_POD, isPublic: true },
  { url: 'https://ann@pod.example/alice/a', pods: [], near: [WHOLE, POD], isPublic: false },
  { url: 'https://pod.example.evil/alice/a', pods: [], isPublic: true },
  { url: 'https://pod.example:8443/alice/a', pods: [], isPublic: true },
  { url: 'http://pod.example/alice/a', pods: [], isPublic: false },
  { url: 'http://localhost:3000/a', pods: [LOCAL], isPublic: false },
  { url: 'https://2130706433/a', pods: [], isPublic: false },
  { url: 'https://0xa9fea9fe/a', pods: [], isPublic: false },
  { url: 'https://[::ffff:192.168.0.1]/a', pods: [], isPublic: false },
  { url: 'https://printer.local./a', pods: [], isPublic: false },
  { url: 'https://8.8.8.8/a', pods: [], isPublic: true },
  { url: 'blob:https://pod.example/alice/a', pods: [], isPublic: false },
];
const MODE_OF: Readonly<Record<string, string>> = {
  ...{ GET: 'read', HEAD: 'read', OPTIONS: 'read', POST: 'append' },
  ...{ PUT: 'write', PATCH: 'write', DELETE: 'write' },
};

const siteOrNone = fc.constantFrom<(Site | null)[]>(APP, OTHER_APP, 'https://pod.example' as Site, null);
const identity = fc.constantFrom(ALICE, BOB);
const place = fc.constantFrom(...PLACES);
const storage = fc.constantFrom(ANY_POD, ...ALL);
const lifetime = fc.constantFrom<Lifetime[]>(
  { until: 'revoked' },
  { until: 'sign-out' },
  { until: 'document', documentId: 'one' },
  { until: 'document', documentId: 'two' },
);
const grant = fc
  .record({
    site: fc.constantFrom(APP, OTHER_APP),
    identity,
    storage,
    modes: fc.subarray([...MODES]),
    lifetime,
  })
  .map((change) => grantOf(change));
const method = fc.constantFrom(...Object.keys(MODE_OF), 'LOCK', 'get', 'constructor', '');
const kind = fc.constantFrom<RequestKind[]>('navigation', 'fetch', ...ELEMENT_KINDS);
const documentId = fc.constantFrom('one', 'two', null);
const request = fc
  .record({ place, kind, method, site: siteOrNone, isTopFrame: fc.boolean(), documentId })
  .map((asked) => ({ ...asked, url: new URL(asked.place.url), tabId: 1 }));
const setting = fc
  .record({
    storage: fc.constantFrom(...ALL),
    policy: fc.constantFrom('never', 'when-asked'),
    identity: fc.constantFrom(null, ALICE, BOB),
  })
  .map((change) => settingOf(change));
const authority: fc.Arbitrary<Authority> = fc.record({
  active: fc.constantFrom(ALICE, BOB, null),
  pods: fc.shuffledSubarray(ALL),
  grants: fc.array(grant, { maxLength: 4 }),
  siteIdentities: fc.dictionary(fc.constantFrom<string[]>(APP, OTHER_APP), identity),
  podSettings: fc.uniqueArray(setting, { maxLength: 3, selector: (one) => one.storage }),
});

interface Asked extends RefusedRequest {
  readonly place: Place;
}

/** Whether a grant says all of what is asked for: each of its words is looked at by itself. */
function says(one: Grant, { site, method: how, documentId: where, place: at }: Asked, who: string): boolean {
  const words = [
    one.site === site,
    one.identity === who,
    Object.hasOwn(MODE_OF, how) && new Set<string>(one.modes).has(MODE_OF[how] ?? ''),
    one.lifetime.until === 'document' ? one.lifetime.documentId === where : true,
    one.storage === ANY_POD ? at.isPublic : at.pods.includes(one.storage),
  ];
  return words.every(Boolean);
}

/** Whether a pod in which a server might see the place is never signed for, and no pod in it holds the place. */
function isForbidden({ pods: inside, near = [] }: Place, { pods, podSettings }: Authority): boolean {
  const known = inside.filter((pod) => pods.includes(pod)).at(-1);
  const forbidden = podSettings.filter(({ policy }) => policy === 'never').map((one) => one.storage);
  const isBeyond = (pod: StorageRoot) => known !== undefined && known !== pod && known.startsWith(pod);
  return forbidden.some((pod) => [...inside, ...near].includes(pod) && !isBeyond(pod));
}

/** Every reason to leave a request, in the order in which they are told; the first that holds counts. */
function expected(asked: Asked, all: Authority): Decision {
  const isOwn = asked.kind === 'navigation';
  const who = (!isOwn && asked.site !== null ? all.siteIdentities[asked.site] : undefined) ?? all.active;
  const isAsked = asked.kind === 'fetch' ? Object.hasOwn(MODE_OF, asked.method) : asked.method === 'GET';
  const isDocumented = asked.documentId !== null || asked.kind === 'fetch';
  const isGranted = !isOwn && isDocumented && who !== null && all.grants.some((one) => says(one, asked, who));
  const known = asked.place.pods.filter((pod) => all.pods.includes(pod)).at(-1);
  const reasons: readonly (readonly [boolean, Decision])[] = [
    [who === null, { leave: 'anonymous' }],
    [!isAsked, { leave: 'method' }],
    [!asked.isTopFrame && asked.site !== asked.url.origin, { leave: 'frame' }],
    [isForbidden(asked.place, all), { leave: 'policy' }],
    [!isGranted && known === undefined, { leave: 'not-a-pod' }],
    [!isGranted && !isOwn, { leave: 'no-grant' }],
  ];
  const chosen = isOwn ? all.podSettings.find((one) => one.storage === known)?.identity : null;
  return reasons.find(([holds]) => holds)?.[1] ?? { sign: chosen ?? who ?? ALICE };
}

describe('grants', () => {
  property(
    'a request is signed by whom the rules say, or left for the reason that they say',
    fc.tuple(request, authority),
    ([asked, all]) => {
      expect(decide(asked, all)).toEqual(expected(asked, all));
    },
  );

  property(
    'a grant covers what each of its words says',
    fc.tuple(grant, request, identity),
    ([one, asked, who]) => {
      const mode = MODE_OF[asked.method];
      if (asked.site === null || !Object.hasOwn(MODE_OF, asked.method)) return;
      const wanted = {
        site: asked.site,
        identity: who,
        url: asked.url,
        mode: mode as (typeof MODES)[number],
        documentId: asked.documentId,
      };
      expect(covers(one, wanted)).toBe(says(one, asked, who));
    },
  );

  property(
    'without a grant of its site, nothing that a page asks for is signed',
    fc.tuple(request, authority),
    ([asked, all]) => {
      const others = all.grants.filter(({ site }) => site !== asked.site);
      const decision = decide({ ...asked, kind: 'fetch' }, { ...all, grants: others });
      expect(decision).not.toHaveProperty('sign');
    },
  );
});
