import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { everyGrant } from '../../../src/background/grants.ts';
import { issuerViews } from '../../../src/background/issuers.ts';
import { distrust } from '../../../src/background/people.ts';
import { addPod, setPodIdentity, setPodPolicy } from '../../../src/background/pods.ts';
import { authority, signing } from '../../../src/background/signing.ts';
import { disconnectSite } from '../../../src/background/site-access.ts';
import { isOfferedEverywhere, offerEverywhere } from '../../../src/background/site-pages.ts';
import { connectSite, nextQuestion, revoke } from '../../../src/background/sites.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { isNeverSigned } from '../../../src/domain/pod-setting.ts';
import { keepIdentity, knownPods } from '../../../src/identities/identities.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { listGrants } from '../../../src/sites/grants.ts';
import { browser, chromium } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { APP } from '../../fakes/people.ts';
import type { Server } from '../../fakes/server.ts';
import { exchange, navigationTo } from '../../fakes/wire.ts';
import { allow, connectPage, failed, fetchBy, login, startAnew, startPod } from './site-stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(startAnew);

const setPolicy = (policy: object) => browser.storage.managed.set({ ...policy });

/** Somebody is signed in whose profile names pods. */
async function signedIn(issuer: FakeIssuer, ...pods: readonly string[]): Promise<IdentityRecord> {
  const record = await keepSignedIn(issuer);
  const own = { ...record, profile: { ...record.profile, storages: pods.map(parseStorageRoot) } };
  await keepIdentity(own);
  return own;
}

/** A policy under which the app may read below a prefix. */
const connecting = (issuer: FakeIssuer, storage: string, more: object = {}) => ({
  issuers: [{ issuer: issuer.url }],
  sites: [{ site: APP, storage, modes: ['read'] }],
  ...more,
});

describe('a site of the organisation', () => {
  it.each([
    [
      'a pod below the prefix',
      'https://pods.example/',
      'https://pods.example/alice/',
      'https://pods.example/alice/',
    ],
    [
      'the pod itself',
      'https://pods.example/alice/',
      'https://pods.example/alice/',
      'https://pods.example/alice/',
    ],
    [
      'a part of a pod',
      'https://pods.example/alice/work/',
      'https://pods.example/alice/',
      'https://pods.example/alice/work/',
    ],
  ])('is connected to %s, and to no more', async (_what, prefix, pod, storage) => {
    await using issuer = await startIssuer();
    const { id } = await signedIn(issuer, pod, 'https://private.example/');
    setPolicy(connecting(issuer, prefix));
    const grant = { site: APP, identity: id, storage, modes: ['read'], isManaged: true };
    expect(await everyGrant()).toMatchObject([grant]);
    expect((await authority()).grants).toMatchObject([grant]);
    expect(await listGrants()).toEqual([]);
    setPolicy({});
    expect(await everyGrant()).toEqual([]);
  });

  it.each([
    ['https://pods.example/alice/', 'https://pods.example/bob/'],
    ['https://pods.example/alice/', 'https://pods.example/alice-too/'],
    ['https://pods.example/', 'https://pods.example.evil.example/'],
    ['https://pods.example/', 'http://localhost/'],
  ])('that may read below %s gets nothing in %s', async (prefix, pod) => {
    await using issuer = await startIssuer();
    await signedIn(issuer, pod);
    setPolicy(connecting(issuer, prefix));
    expect(await everyGrant()).toEqual([]);
  });

  it('gets nothing as somebody from another issuer, whatever their profile names', async () => {
    await using issuer = await startIssuer();
    await using other = await startIssuer();
    await signedIn(other, 'https://pods.example/other/');
    setPolicy(connecting(issuer, 'https://pods.example/'));
    expect(await everyGrant()).toEqual([]);
  });

  it('reads, cannot be disconnected, and ends in the middle of things when the policy goes', async () => {
    const pod = await startPod(() => ({ body: 'private' }));
    await using issuer = await startIssuer();
    const { id, webId } = await signedIn(issuer, pod.url);
    setPolicy(connecting(issuer, pod.url));
    const page = connectPage();
    const heard = () => page.all('state').at(-1)?.state.webId;
    await vi.waitFor(() => expect(heard()).toBe(webId));
    expect(await fetchBy(page, 1, pod.url)).toMatchObject({ type: 'head' });
    await disconnectSite(APP);
    await revoke({ site: APP, identity: id, storage: parseStorageRoot(pod.url) });
    expect(await fetchBy(page, 2, pod.url)).toMatchObject({ type: 'head' });
    expect(await fetchBy(page, 3, pod.url, { method: 'PUT' })).toEqual(failed(3, 'not-granted'));
    setPolicy({});
    await vi.waitFor(() => expect(heard()).toBeNull());
    expect(await fetchBy(page, 4, pod.url)).toEqual(failed(4, 'not-granted'));
    expect(pod.seen).toHaveLength(2);
  });
});

describe('a blocked site', () => {
  it('is asked about by nobody, neither by itself nor by the person', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer);
    setPolicy({ blockedSites: [APP] });
    expect(await codeOf(connectSite(1))).toBe('site-not-allowed');
    const page = connectPage();
    page.say({ type: 'login', id: 1, options: {} });
    await vi.waitFor(() => expect(page.told).toContainEqual(failed(1, 'user-rejected')));
    expect(await nextQuestion()).toBeNull();
  });

  it('has lost what it was granted, and gets it back with the end of the policy', async () => {
    const pod = await startPod(() => ({ body: 'private' }));
    await using issuer = await startIssuer();
    const { id } = await signedIn(issuer, pod.url);
    await allow(id, pod);
    const page = connectPage();
    expect(await fetchBy(page, 1, pod.url)).toMatchObject({ type: 'head' });
    setPolicy({ blockedSites: [APP] });
    expect(await fetchBy(page, 2, pod.url)).toEqual(failed(2, 'not-granted'));
    setPolicy({});
    expect(await fetchBy(page, 3, pod.url)).toMatchObject({ type: 'head' });
  });

  it('has its open question withdrawn', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer);
    const page = connectPage();
    await login(page, 1, {});
    setPolicy({ blockedSites: [APP] });
    await vi.waitFor(async () => expect(await nextQuestion()).toBeNull());
  });
});

describe('a pod of the organisation', () => {
  const PREFIX = parseStorageRoot('https://pods.example/');
  const INNER = parseStorageRoot('https://pods.example/alice/');

  it('is known, is asked for as it says, and nobody changes that but who opens it', async () => {
    await using issuer = await startIssuer();
    const { id } = await signedIn(issuer);
    setPolicy({ pods: [{ storage: PREFIX, policy: 'never' }] });
    expect(await knownPods()).toEqual([PREFIX]);
    expect(await codeOf(setPodPolicy(PREFIX, 'when-asked'))).toBe('managed');
    expect(await codeOf(addPod(PREFIX))).toBe('pod-known');
    await setPodIdentity(PREFIX, id);
    const { podSettings } = await authority();
    expect(podSettings).toEqual([
      { storage: PREFIX, policy: 'never', identity: id, isAdded: false, isManaged: true },
    ]);
    setPolicy({});
    expect(await knownPods()).toEqual([]);
  });

  it('in which nothing is signed keeps that for every pod below, but for one of its own', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer, INNER);
    const never = { storage: PREFIX, policy: 'never' };
    const isClosed = async () => isNeverSigned(new URL(`${INNER}page`), await authority());
    expect(await isClosed()).toBe(false);
    setPolicy({ pods: [never] });
    expect(await isClosed()).toBe(true);
    setPolicy({ pods: [never, { storage: INNER, policy: 'when-asked' }] });
    expect(await isClosed()).toBe(false);
  });

  it('leaves a pod shut that the person has shut within it', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer, INNER);
    await setPodPolicy(INNER, 'never');
    setPolicy({ pods: [{ storage: PREFIX, policy: 'when-asked' }] });
    expect(isNeverSigned(new URL(`${INNER}page`), await authority())).toBe(true);
  });
});

describe('a change of the policy', () => {
  async function opens(url: string): Promise<boolean> {
    exchange(signing, navigationTo(url), 401);
    return await signing.onPageRefused(1, new URL(url));
  }

  async function signedInAt(pod: Server, issuer: FakeIssuer): Promise<string> {
    await signedIn(issuer, pod.url);
    return `${pod.url}page.html`;
  }

  it.each([
    ['allows other issuers alone', { issuersOnly: true }],
    ['requires a lock', { lockRequired: true }],
  ])('that %s voids what stands ready, and nothing is signed from then on', async (_what, policy) => {
    const pod = await startPod(() => ({}));
    await using issuer = await startIssuer();
    const page = await signedInAt(pod, issuer);
    expect(await opens(page)).toBe(true);
    const { rules } = chromium.declarativeNetRequest;
    expect(rules.size).toBe(1);
    setPolicy(policy);
    await vi.waitFor(() => expect(rules.size).toBe(0));
    expect(await opens(page)).toBe(false);
    expect((await authority()).active).toBeNull();
    setPolicy({});
    expect(await opens(page)).toBe(true);
  });
});

it('with it turned off, Latchkey is not offered on every site, whatever was chosen before', async () => {
  await offerEverywhere(true);
  setPolicy({ featuresOff: ['everySite'] });
  expect(await isOfferedEverywhere()).toBe(false);
  setPolicy({});
  expect(await isOfferedEverywhere()).toBe(true);
});

it('an issuer of the organisation is not removed, and nobody there is signed out', async () => {
  await using issuer = await startIssuer();
  const { id } = await signedIn(issuer);
  setPolicy({ issuers: [{ issuer: issuer.url }] });
  expect(await codeOf(distrust(issuer.url))).toBe('managed');
  expect((await issuerViews())[0]).toMatchObject({ issuer: issuer.url });
  expect((await authority()).active).toBe(id);
});
