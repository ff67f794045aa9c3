import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { signing } from '../../../src/background/signing.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { forgetIdentity, keepIdentity, listIdentities } from '../../../src/identities/identities.ts';
import { chromium, restartBrowser } from '../../fakes/browser.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { type VerifiedProof, verifyProof } from '../../fakes/proofs.ts';
import { exchange, navigationTo } from '../../fakes/wire.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const { rules } = chromium.declarativeNetRequest;

beforeEach(async () => {
  await signing.voidAll();
  restartBrowser();
  for (const { id } of await listIdentities()) await forgetIdentity(id);
});

/** Alice is signed in; her pod is at her issuer. */
async function startPod(): Promise<FakeIssuer> {
  const issuer = await startIssuer();
  const record = await keepSignedIn(issuer);
  const storages = [parseStorageRoot(`${issuer.url}alice/`)];
  await keepIdentity({ ...record, profile: { ...record.profile, storages } });
  return issuer;
}

/** The proof with which a page loads again that was refused with these headers. */
async function proofAfter(
  url: string,
  headers: Readonly<Record<string, string>>,
  now = new Date(),
): Promise<VerifiedProof> {
  exchange(signing, navigationTo(url), 401, headers);
  expect(await signing.onPageRefused(1, new URL(url))).toBe(true);
  const [rule] = rules.values();
  const [, dpop] = rule?.action.requestHeaders ?? [];
  return await verifyProof(dpop?.value ?? '', 'GET', url, now);
}

describe('a pod', () => {
  it('is given the nonce that it asked for, with the same token', async () => {
    await using issuer = await startPod();
    const { claims } = await proofAfter(`${issuer.url}alice/a`, { 'dpop-nonce': 'n-1' });
    expect(claims['nonce']).toBe('n-1');
    expect(issuer.seenAt('/token')).toHaveLength(1);
  });

  it('is given the nonce of its last answer with the next request', async () => {
    await using issuer = await startPod();
    await proofAfter(`${issuer.url}alice/a`, {});
    exchange(signing, navigationTo(`${issuer.url}alice/a`), 200, { 'dpop-nonce': 'n-2' });
    const { claims } = await proofAfter(`${issuer.url}alice/b`, {});
    expect(claims['nonce']).toBe('n-2');
  });

  it('is never given the nonce of the authorization server at the same origin', async () => {
    const issuer = await startIssuer();
    await using pod = issuer;
    issuer.sessions.nonce = 'as-nonce';
    const record = await keepSignedIn(issuer);
    const storages = [parseStorageRoot(`${pod.url}alice/`)];
    await keepIdentity({ ...record, profile: { ...record.profile, storages } });
    const { claims } = await proofAfter(`${pod.url}alice/a`, {});
    expect('nonce' in claims).toBe(false);
  });

  it.each([3600, -3600])('that is %i seconds ahead is given proofs of its time', async (seconds) => {
    await using issuer = await startPod();
    const now = new Date(Date.now() + seconds * 1000);
    const { claims } = await proofAfter(`${issuer.url}alice/a`, { date: now.toUTCString() }, now);
    expect(Math.abs(Number(claims.iat) - now.getTime() / 1000)).toBeLessThan(5);
  });

  it('that tells no time is given proofs of ours', async () => {
    await using issuer = await startPod();
    const { claims } = await proofAfter(`${issuer.url}alice/a`, { date: 'tomorrow' });
    expect(Math.abs(Number(claims.iat) - Date.now() / 1000)).toBeLessThan(5);
  });
});
