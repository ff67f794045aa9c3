import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Issuer, identityIdOf, type WebId } from '../../../src/domain/identity.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { generateDpopKey } from '../../../src/dpop/keys.ts';
import {
  activeIdentity,
  endSession,
  forgetIdentity,
  getIdentity,
  keepIdentity,
  knownPods,
  listIdentities,
  switchIdentity,
} from '../../../src/identities/identities.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { restartBrowser } from '../../fakes/browser.ts';
import { CLIENT } from '../../fakes/clients.ts';
import { codeOf } from '../../fakes/failure.ts';
import { ALICE } from '../../fakes/people.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const key = await generateDpopKey();
const issuer = 'https://idp.example' as Issuer;
const tokens = { accessToken: 'a', obtainedAt: 0, expiresAt: 0, refreshToken: 'r', idToken: 'i' };

function recordOf(name: string, addedAt: number, pods: readonly string[] = []): IdentityRecord {
  const webId = `https://${name}.example/#me` as WebId;
  return {
    id: identityIdOf(webId, issuer),
    webId,
    issuer,
    client: CLIENT,
    key,
    signsIn: 'by-person',
    session: { state: 'signed-in', tokens },
    profile: { name, photo: null, storages: pods.map(parseStorageRoot) },
    addedAt,
  };
}

const zoe = recordOf('zoe', 1, ['https://pod.example/zoe/', 'https://shared.example/']);
const adam = recordOf('adam', 2, ['https://pod.example/adam/', 'https://shared.example/']);

beforeEach(async () => {
  restartBrowser();
  for (const { id } of await listIdentities()) await forgetIdentity(id);
  await keepIdentity(zoe);
  await keepIdentity(adam);
});

describe('identities', () => {
  it('are listed in the order in which they came, without a secret', async () => {
    const views = await listIdentities();
    expect(views.map(({ name }) => name)).toEqual(['zoe', 'adam']);
    expect(views.flatMap(Object.keys).sort()).toEqual(
      ['id', 'issuer', 'name', 'photo', 'state', 'storages', 'webId'].flatMap((part) => [part, part]),
    );
  });

  it('keep their place when they sign in again', async () => {
    await keepIdentity({ ...zoe, addedAt: 3 });
    expect((await listIdentities()).map(({ name }) => name)).toEqual(['zoe', 'adam']);
  });

  it('name the pods that are known, each once', async () => {
    const pods = ['https://pod.example/zoe/', 'https://shared.example/', 'https://pod.example/adam/'];
    expect(await knownPods()).toEqual(pods);
  });

  it('lose their tokens with their session, and stay', async () => {
    await endSession(zoe.id, 'signed-out');
    expect(await getIdentity(zoe.id)).toEqual({ ...zoe, session: { state: 'signed-out' } });
  });

  it('have no session to end where they are not', async () => {
    await endSession(ALICE, 'signed-out');
    expect(await codeOf(getIdentity(ALICE))).toBe('identity-unknown');
  });
});

describe('the active identity', () => {
  it('is the one that signed in last', async () => {
    expect(await activeIdentity()).toBe(adam.id);
  });

  it('is the one that the person chose, or nobody', async () => {
    await switchIdentity(zoe.id);
    expect(await activeIdentity()).toBe(zoe.id);
    await switchIdentity(null);
    expect(await activeIdentity()).toBeNull();
  });

  it('is never an unknown one', async () => {
    expect(await codeOf(switchIdentity(ALICE))).toBe('identity-unknown');
    expect(await activeIdentity()).toBe(adam.id);
  });

  it('is nobody once it is forgotten, not somebody else', async () => {
    await forgetIdentity(adam.id);
    expect(await activeIdentity()).toBeNull();
  });

  it('stays when another is forgotten', async () => {
    await forgetIdentity(zoe.id);
    expect(await activeIdentity()).toBe(adam.id);
  });
});
