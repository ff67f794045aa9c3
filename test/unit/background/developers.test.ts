import '../../fakes/worker.ts';
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inspect, judge, signFor } from '../../../src/background/developers.ts';
import type { Grant, Site } from '../../../src/domain/grant.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { keepNonce } from '../../../src/dpop/nonces.ts';
import { endSession, forgetIdentity, listIdentities } from '../../../src/identities/identities.ts';
import { changePod } from '../../../src/identities/pods.ts';
import { addGrants } from '../../../src/sites/grants.ts';
import { restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { startIssuer } from '../../fakes/issuer.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(async () => {
  restartBrowser();
  for (const { id } of await listIdentities()) await forgetIdentity(id);
});

const POD = parseStorageRoot('https://pod.example/alice/');
const NOTE = `${POD}private/note`;
const APP = 'https://app.example' as Site;
const ASKED = { method: 'GET', url: NOTE, site: APP, tabId: null };

function grantTo(identity: IdentityId): Grant {
  const lifetime = { until: 'revoked' } as const;
  return { site: APP, identity, storage: POD, modes: ['read'], lifetime, createdAt: 1, usedAt: null };
}

describe('to inspect an identity', () => {
  it('tells its tokens, its public key and nothing that signs or renews', async () => {
    await using issuer = await startIssuer();
    const { id, key, session } = await keepSignedIn(issuer);
    const found = await inspect(id);
    if (session.state !== 'signed-in') throw new Error('Nobody is signed in.');
    expect(found.tokens?.accessToken).toBe(session.tokens.accessToken);
    expect(found.jkt).toBe(key.jkt);
    const told = JSON.stringify(found);
    expect(told).not.toContain(session.tokens.refreshToken);
    expect(Object.keys(found.publicJwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  it('tells of no tokens once it is signed out', async () => {
    await using issuer = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    await endSession(id, 'signed-out');
    expect((await inspect(id)).tokens).toBeNull();
  });

  it('is refused for one that is not there', async () => {
    expect(await codeOf(inspect('nobody' as IdentityId))).toBe('identity-unknown');
  });
});

describe('a request of ours', () => {
  it('is signed for its method and address, with the nonce that was given or else the last of its server', async () => {
    await using issuer = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    await keepNonce('resource', new URL(NOTE), 'kept');
    const kept = await signFor(id, 'PUT', `${NOTE}?q`, null);
    expect(decodeJwt(kept.dpop)).toMatchObject({ htm: 'PUT', htu: NOTE, nonce: 'kept' });
    expect(kept.authorization).toBe(`DPoP ${(await inspect(id)).tokens?.accessToken}`);
    expect(decodeJwt((await signFor(id, 'GET', NOTE, 'given')).dpop)['nonce']).toBe('given');
  });

  it('is refused at an address that is not protected', async () => {
    await using issuer = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    expect(await codeOf(signFor(id, 'GET', 'http://pod.example/', null))).toBe('address-insecure');
  });
});

describe('a request is judged', () => {
  it('as what its site was granted', async () => {
    await using issuer = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    await changePod(POD, { isAdded: true });
    expect(await judge(ASKED)).toEqual({
      ...{ signer: null, left: 'no-grant', identity: id, mode: 'read', pod: POD, grant: null },
    });
    await addGrants([grantTo(id)]);
    expect(await judge(ASKED)).toMatchObject({ signer: id, left: null, grant: { site: APP } });
    expect(await judge({ ...ASKED, method: 'DELETE' })).toMatchObject({ signer: null, mode: 'write' });
  });

  it('as a navigation where no site asks: by whoever was chosen for the pod', async () => {
    await using issuer = await startIssuer();
    await using other = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    const { id: active } = await keepSignedIn(other);
    await changePod(POD, { isAdded: true });
    const navigation = { ...ASKED, site: null };
    expect(await judge(navigation)).toMatchObject({ signer: active, identity: active, grant: null });
    await changePod(POD, { identity: id });
    expect(await judge(navigation)).toMatchObject({ signer: id, identity: id });
  });

  it('as unsigned in a pod where nothing is signed', async () => {
    await using issuer = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    await changePod(POD, { isAdded: true, policy: 'never' });
    await addGrants([grantTo(id)]);
    expect(await judge(ASKED)).toMatchObject({ signer: null, left: 'policy', identity: id, pod: POD });
  });
});
