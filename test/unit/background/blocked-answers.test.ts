import '../../fakes/worker.ts';
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { signing } from '../../../src/background/signing.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { forgetIdentity, keepIdentity, listIdentities } from '../../../src/identities/identities.ts';
import { addGrants } from '../../../src/sites/grants.ts';
import { chromium, restartBrowser } from '../../fakes/browser.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { grantOf } from '../../fakes/people.ts';
import { type Reply, type Seen, type Server, serve } from '../../fakes/server.ts';
import { failedExchange, imageAt } from '../../fakes/wire.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const { rules } = chromium.declarativeNetRequest;

beforeEach(async () => {
  await signing.voidAll();
  restartBrowser();
  for (const { id } of await listIdentities()) await forgetIdentity(id);
});

/** Alice is signed in, and the app may read her pod, which is at a server of its own. */
async function startPod(issuer: FakeIssuer, answer: (request: Seen) => Reply): Promise<Server> {
  const pod = await serve(answer);
  const record = await keepSignedIn(issuer);
  const storage = parseStorageRoot(`${pod.url}alice/`);
  await keepIdentity({ ...record, profile: { ...record.profile, storages: [storage] } });
  await addGrants([grantOf({ identity: record.id, storage })]);
  return pod;
}

/** The proof that the next request for a picture carries. */
function armed(): string | undefined {
  const [rule] = rules.values();
  return rule?.action.requestHeaders?.find(({ header }) => header === 'dpop')?.value;
}

/** What a page is shown of the pod is kept back: unsigned, and signed. */
async function blockTwice(url: string): Promise<void> {
  failedExchange(signing, imageAt(url));
  await vi.waitFor(() => expect(armed()).toBeDefined());
  failedExchange(signing, imageAt(url));
}

const nonceIn = ({ headers }: Seen) => decodeJwt(String(headers['dpop']))['nonce'];

describe('a pod whose answers the browser keeps back', () => {
  it('is asked for the head alone by the worker, which learns the nonce that pictures want', async () => {
    await using issuer = await startIssuer();
    await using pod = await startPod(issuer, (request) =>
      nonceIn(request) === 'n-1' ? {} : { status: 401, headers: { 'dpop-nonce': 'n-1' } },
    );
    await blockTwice(`${pod.url}alice/picture.png`);
    await vi.waitFor(() => expect(armed()).toBeDefined());
    expect(decodeJwt(armed() ?? '')['nonce']).toBe('n-1');
    expect(pod.seen.map((request) => [request.method, request.path, nonceIn(request)])).toEqual([
      ['HEAD', '/alice/picture.png', undefined],
      ['HEAD', '/alice/picture.png', 'n-1'],
    ]);
    expect(issuer.seenAt('/token')).toHaveLength(1);
  });

  it('is given another token where it takes this one no more', async () => {
    await using issuer = await startIssuer();
    const tokens = new Set<string | undefined>();
    await using pod = await startPod(issuer, ({ headers }) => {
      tokens.add(headers.authorization);
      return tokens.size === 1 ? { status: 401 } : {};
    });
    await blockTwice(`${pod.url}alice/picture.png`);
    await vi.waitFor(() => expect(armed()).toBeDefined());
    expect([tokens.size, pod.seen.length]).toEqual([2, 2]);
  });

  it.each<[string, Reply, asked: number]>([
    ['is forbidden', { status: 403 }, 1],
    ['is not there', { status: 404 }, 1],
    ['is refused with any token', { status: 401 }, 2],
    ['leads elsewhere', { status: 302, headers: { location: '/alice/other.png' } }, 1],
  ])('is not asked again for what %s', async (_what, reply, asked) => {
    await using issuer = await startIssuer();
    await using pod = await startPod(issuer, ({ path }) => (path === '/alice/given.png' ? {} : reply));
    await blockTwice(`${pod.url}alice/picture.png`);
    await vi.waitFor(() => expect(pod.seen).toHaveLength(asked));
    // By the time in which this one has gone the same way, the other would have been signed once more.
    const given = `${pod.url}alice/given.png`;
    await blockTwice(given);
    await vi.waitFor(() => expect(armed()).toBeDefined());
    expect([...rules.values()].map(({ condition }) => condition.urlFilter)).toEqual([`|${given}|`]);
  });
});
