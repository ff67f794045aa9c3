import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forget, switchTo } from '../../../src/background/people.ts';
import { addPod, podViews, removePod, setPodIdentity, setPodPolicy } from '../../../src/background/pods.ts';
import { signing } from '../../../src/background/signing.ts';
import { grantFor } from '../../../src/background/site-access.ts';
import { readView, readWholeView } from '../../../src/background/view.ts';
import { ANY_POD } from '../../../src/domain/grant.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { defaultSetting } from '../../../src/domain/pod-setting.ts';
import { keepIdentity, knownPods } from '../../../src/identities/identities.ts';
import { changePod, podSettings } from '../../../src/identities/pods.ts';
import { addGrants } from '../../../src/sites/grants.ts';
import { chromium } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import { APP, grantOf, OTHER_POD, POD } from '../../fakes/people.ts';
import { exchange, navigationTo } from '../../fakes/wire.ts';
import { allow, connectPage, fetchBy, signInSomebody, startAnew, startPod } from './site-stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const { rules } = chromium.declarativeNetRequest;

beforeEach(startAnew);

/** Alice is signed in, and her profile names a pod. */
async function signInWithPod() {
  const { id, issuer } = await signInSomebody();
  const record = await keepSignedIn(issuer);
  await keepIdentity({ ...record, profile: { ...record.profile, storages: [POD] } });
  return id;
}

/** Whether a refused page of Alice's pod loads again, signed. */
async function opens(): Promise<boolean> {
  const url = `${POD}page.html`;
  exchange(signing, navigationTo(url), 401);
  return await signing.onPageRefused(1, new URL(url));
}

describe('a pod that the person adds', () => {
  it.each([
    ['other.example', 'https://other.example/'],
    [' https://other.example/alice/ ', 'https://other.example/alice/'],
    ['localhost:3000', 'http://localhost:3000/'],
  ])('is known from then on: %s', async (typed, storage) => {
    await signInWithPod();
    expect(await addPod(typed)).toBe(storage);
    expect(await knownPods()).toEqual([POD, storage]);
  });

  it.each([
    ['', 'address-invalid'],
    ['other.example/alice', 'address-invalid'],
    ['https://other.example/#me', 'address-invalid'],
    ['http://other.example/', 'address-insecure'],
    [POD, 'pod-known'],
  ])('is none where it is “%s”: %s', async (typed, code) => {
    await signInWithPod();
    expect(await codeOf(addPod(typed))).toBe(code);
    expect(await podSettings()).toEqual([]);
  });

  it('goes with all that was chosen for it, and a pod of a profile only with that', async () => {
    await signInWithPod();
    const added = await addPod('other.example');
    await setPodPolicy(added, 'never');
    await setPodPolicy(POD, 'never');
    await removePod(added);
    await removePod(POD);
    expect([await knownPods(), await podSettings()]).toEqual([[POD], []]);
  });
});

describe('what the options show of pods', () => {
  it('is what counts for each, those of profiles first', async () => {
    const alice = await signInWithPod();
    const added = await addPod('other.example');
    await setPodIdentity(added, alice);
    expect((await readWholeView()).pods).toEqual([
      defaultSetting(POD),
      { storage: added, policy: 'when-asked', identity: alice, isAdded: true },
    ]);
  });

  it('holds what counts for a pod that no profile names any more', async () => {
    await changePod(OTHER_POD, { policy: 'never' });
    expect(await podViews([POD])).toEqual([
      defaultSetting(POD),
      { ...defaultSetting(OTHER_POD), policy: 'never' },
    ]);
  });
});

describe('a change of a pod’s setting', () => {
  it.each<[string, (other: IdentityId) => Promise<unknown>]>([
    ['another policy', () => setPodPolicy(POD, 'never')],
    ['another identity', (other) => setPodIdentity(POD, other)],
    ['a reset', () => removePod(POD)],
    ['another pod', () => addPod('other.example')],
  ])('voids what is armed: %s', async (_what, change) => {
    const alice = await signInWithPod();
    expect([await opens(), rules.size]).toEqual([true, 1]);
    await change(alice);
    expect(rules.size).toBe(0);
  });

  it('to an identity that is not there is refused', async () => {
    await signInWithPod();
    expect(await codeOf(setPodIdentity(POD, 'a b' as IdentityId))).toBe('identity-unknown');
    expect(await podSettings()).toEqual([]);
  });

  it('to never leaves its pages as they are', async () => {
    await signInWithPod();
    await setPodPolicy(POD, 'never');
    expect(await opens()).toBe(false);
  });

  it('to an identity opens its pages as that one while another is active', async () => {
    const alice = await signInWithPod();
    await setPodIdentity(POD, alice);
    await using other = await startIssuer();
    const bob = await keepSignedIn(other);
    expect((await readView(null)).active).toBe(bob.id);
    expect(await opens()).toBe(true);
    await switchTo(null);
    expect(await opens(), 'Anonymous signs nothing').toBe(false);
  });

  it('to an identity is forgotten with it', async () => {
    const alice = await signInWithPod();
    const added = await addPod('other.example');
    await setPodIdentity(added, alice);
    await forget(alice);
    expect(await podSettings()).toEqual([{ ...defaultSetting(added), isAdded: true }]);
  });
});

describe('a site with a grant in a pod that nothing is signed for', () => {
  it('has none: not what it is told, not for a request, and again once it may be signed', async () => {
    const server = await startPod(() => ({ body: 'private' }));
    const { id, webId } = await signInSomebody();
    await allow(id, server);
    const page = connectPage();
    const states = () => page.all('state').map(({ state }) => state.webId);
    await vi.waitFor(() => expect(states().at(-1)).toBe(webId));

    await setPodPolicy(parseStorageRoot(server.url), 'never');
    await vi.waitFor(() => expect(states().at(-1)).toBeNull());
    expect(await fetchBy(page, 1, server.url)).toMatchObject({ type: 'failed', code: 'not-granted' });
    expect(server.seen).toEqual([]);

    await setPodPolicy(parseStorageRoot(server.url), 'when-asked');
    await vi.waitFor(() => expect(states().at(-1)).toBe(webId));
    expect(await fetchBy(page, 2, server.url)).toMatchObject({ type: 'head' });
  });

  it('has none there under a grant for any pod either', async () => {
    const { id } = await signInSomebody();
    const anyPod = grantOf({ identity: id, storage: ANY_POD });
    await addGrants([anyPod]);
    const page = { site: APP, tabId: 1, documentId: 'one' };
    const found = () => grantFor(id, page, new URL('https://pod.example/alice/%61'), 'read');
    expect(await found()).toEqual(anyPod);
    await setPodPolicy(POD, 'never');
    expect(await found()).toBeUndefined();
  });
});
