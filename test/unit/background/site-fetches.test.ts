import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { signOut, switchTo } from '../../../src/background/people.ts';
import { disconnectSite } from '../../../src/background/site-access.ts';
import { revoke, setIdentity } from '../../../src/background/sites.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { listGrants } from '../../../src/sites/grants.ts';
import { APP, OTHER_APP } from '../../fakes/people.ts';
import { verifyProof } from '../../fakes/proofs.ts';
import type { SitePort } from '../../fakes/site-port.ts';
import { allow, connectPage, fetchBy, signInSomebody, startAnew, startPod } from './site-stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(startAnew);

const refused = (id: number, code: string) => ({ type: 'failed', id, code });
const textOf = (page: SitePort, id: number) => {
  const head = page.all('head').find((one) => one.id === id);
  return head?.body instanceof Uint8Array ? new TextDecoder().decode(head.body) : null;
};
const tokenOf = (authorization: string | undefined) => authorization?.replace('DPoP ', '');

describe('a page’s request under a grant', () => {
  it('is signed as the person, and answered to that page alone', async () => {
    const pod = await startPod(() => ({ headers: { 'content-type': 'text/plain' }, body: 'private' }));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const [page, other] = [connectPage(), connectPage({ documentId: 'two', tabId: 2 })];
    expect(await fetchBy(page, 7, `${pod.url}notes?a`)).toMatchObject({
      type: 'head',
      head: { status: 200 },
    });
    expect(textOf(page, 7)).toBe('private');
    expect(other.all('head')).toEqual([]);
    const { claims } = await verifyProof(String(pod.seen[0]?.headers['dpop']), 'GET', `${pod.url}notes`);
    expect(claims).toHaveProperty('ath');
  });

  it('is noted as a use of the grant', async () => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    await fetchBy(connectPage(), 1, pod.url);
    await vi.waitFor(async () => expect((await listGrants())[0]?.usedAt).toEqual(expect.any(Number)));
  });

  it('sends what was not taken: each of its modes', async () => {
    const pod = await startPod(() => ({ status: 205 }));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod, { modes: ['append'] });
    const page = connectPage();
    const insert = new Blob(['INSERT DATA { <#a> <#b> <#c> }']);
    const sparql = [['content-type', 'application/sparql-update']] as const;
    expect(await fetchBy(page, 1, pod.url, { method: 'POST', body: new Blob(['a']) })).toMatchObject({
      type: 'head',
    });
    expect(await fetchBy(page, 2, pod.url, { method: 'PATCH', headers: sparql, body: insert })).toMatchObject(
      { type: 'head' },
    );
    expect(pod.seen.map(({ method, body }) => [method, body])).toEqual([
      ['POST', 'a'],
      ['PATCH', await insert.text()],
    ]);
  });
});

describe('a page’s request is not made', () => {
  const patch = (
    headers: readonly (readonly [string, string])[],
    text = 'INSERT DATA { <#a> <#b> <#c> }',
  ) => ({
    method: 'PATCH',
    headers,
    body: new Blob([text]),
  });
  const SPARQL = ['content-type', 'application/sparql-update'] as const;

  it.each<[string, Parameters<typeof fetchBy>[3]]>([
    ['to write', { method: 'PUT', body: new Blob(['a']) }],
    ['to delete', { method: 'DELETE' }],
    ['to read', {}],
    ['by a method that nobody can grant', { method: 'COPY' }],
    ['by a method in small letters', { method: 'post' }],
    ['to delete by a patch', patch([SPARQL], 'DELETE WHERE { ?s ?p ?o }')],
    ['by a patch of two types', patch([SPARQL, ['Content-Type', 'text/n3']])],
    ['by a patch of two types, whichever is first', patch([['content-type', 'text/n3'], SPARQL])],
    ['by a packed patch', patch([SPARQL, ['Content-Encoding', 'gzip']])],
    ['by a patch of no type', patch([])],
    [
      'by a patch that is too large to be looked at',
      patch([SPARQL], `INSERT DATA { <#a> <#b> "${'c'.repeat(2 ** 20)}" }`),
    ],
  ])('under a grant to append: %s', async (_what, change) => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod, { modes: ['append'] });
    expect(await fetchBy(connectPage(), 1, pod.url, change)).toEqual(refused(1, 'not-granted'));
    expect(pod.seen).toEqual([]);
  });

  it('without a grant', async () => {
    const pod = await startPod(() => ({}));
    await signInSomebody();
    expect(await fetchBy(connectPage(), 1, pod.url)).toEqual(refused(1, 'not-granted'));
    expect(pod.seen).toEqual([]);
  });

  it('while the person is nobody, or somebody else', async () => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const page = connectPage();
    await switchTo(null);
    expect(await fetchBy(page, 1, pod.url)).toEqual(refused(1, 'not-granted'));
    await signInSomebody();
    expect(await fetchBy(page, 2, pod.url)).toEqual(refused(2, 'not-granted'));
    expect(pod.seen).toEqual([]);
  });

  it('once the person has signed out', async () => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    await signOut(alice);
    expect(await fetchBy(connectPage(), 1, pod.url)).toEqual(refused(1, 'login-required'));
    expect(pod.seen).toEqual([]);
  });

  it.each([
    ['another site', { site: OTHER_APP }, {}],
    [
      'another document, where it holds in one',
      { documentId: 'two' },
      { lifetime: { until: 'document', documentId: 'one' } },
    ],
  ] as const)('under a grant of %s', async (_what, from, change) => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod, change);
    expect(await fetchBy(connectPage(from), 1, pod.url)).toEqual(refused(1, 'not-granted'));
    expect(pod.seen).toEqual([]);
  });

  it.each(['http://localhost:1/', 'notes', 'https://[', ''])('to another place: “%s”', async (url) => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    expect(await fetchBy(connectPage(), 1, url)).toMatchObject({ type: 'failed', id: 1 });
    expect(pod.seen).toEqual([]);
  });

  it('outside of the pod, though on its host', async () => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod, { storage: parseStorageRoot(`${pod.url}alice/`) });
    for (const path of ['bob/', 'alicexyz/', 'alice/../bob/', 'alice/..%2fbob/', 'alice']) {
      const page = connectPage();
      expect(await fetchBy(page, 1, pod.url + path)).toEqual(refused(1, 'not-granted'));
    }
    expect(pod.seen).toEqual([]);
  });
});

describe('a redirected request', () => {
  it('is followed within the grant, by where the browser says that it leads', async () => {
    const pod = await startPod(({ path }) =>
      path === '/a' ? { status: 302, headers: { location: '/b' } } : { body: 'b' },
    );
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const page = connectPage();
    expect(await fetchBy(page, 1, `${pod.url}a`)).toMatchObject({
      head: { url: `${pod.url}b`, redirected: true },
    });
    expect(textOf(page, 1)).toBe('b');
  });

  it.each<[string, (pod: string) => unknown]>([
    ['out of the grant', () => undefined],
    ['by when the person is somebody else', () => switchTo(null)],
    ['by when the grant is revoked', () => disconnectSite(APP)],
  ])('goes no further %s', async (_what, happen) => {
    const pod = await startPod(async ({ path }) => {
      await happen(path);
      return {
        status: 302,
        headers: { location: path === '/in/a' ? (_what === 'out of the grant' ? '/out/b' : '/in/b') : '/' },
      };
    });
    const { id: alice } = await signInSomebody();
    await allow(alice, pod, { storage: parseStorageRoot(`${pod.url}in/`) });
    const answer = await fetchBy(connectPage(), 1, `${pod.url}in/a`);
    expect(answer.type).toBe('failed');
    expect(pod.seen.map(({ path }) => path)).toEqual(['/in/a']);
  });
});

describe('two people', () => {
  it('are served at two sites at once, each as who they are there', async () => {
    const pod = await startPod(({ headers }) => ({ body: tokenOf(headers.authorization) ?? '' }));
    const [alice, bob] = [await signInSomebody(), await signInSomebody()];
    await allow(alice.id, pod);
    await allow(bob.id, pod, { site: OTHER_APP });
    await setIdentity(APP, alice.id);
    const [one, other] = [connectPage(), connectPage({ site: OTHER_APP, documentId: 'two', tabId: 2 })];
    await vi.waitFor(() => {
      expect(one.all('state').at(-1)?.state.webId).toBe(alice.webId);
      expect(other.all('state').at(-1)?.state.webId).toBe(bob.webId);
    });
    await Promise.all([fetchBy(one, 1, pod.url), fetchBy(other, 1, pod.url)]);
    const tokens = [textOf(one, 1), textOf(other, 1)];
    expect(new Set(tokens).size).toBe(2);
    await setIdentity(APP, bob.id);
    expect(await fetchBy(one, 2, pod.url), 'nothing was granted to the site as Bob').toEqual(
      refused(2, 'not-granted'),
    );
    expect(await fetchBy(other, 2, pod.url)).toMatchObject({ type: 'head' });
  });
});

describe('a grant that is revoked', () => {
  it('ends with no other', async () => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    const grant = await allow(alice, pod);
    await allow(alice, pod, { site: OTHER_APP });
    const [one, other] = [connectPage(), connectPage({ site: OTHER_APP, documentId: 'two' })];
    await revoke(grant);
    expect(await fetchBy(one, 1, pod.url)).toEqual(refused(1, 'not-granted'));
    expect(await fetchBy(other, 1, pod.url)).toMatchObject({ type: 'head' });
  });
});
