import type { Grant, Site } from '../../src/domain/grant.ts';
import type { IdentityId } from '../../src/domain/identity.ts';
import { parseStorageRoot } from '../../src/domain/pod.ts';
import { defaultSetting, type PodSetting } from '../../src/domain/pod-setting.ts';

export const ALICE = 'https://alice.example/#me https://idp.example' as IdentityId;
export const BOB = 'https://bob.example/#me https://idp.example' as IdentityId;
export const APP = 'https://app.example' as Site;
export const OTHER_APP = 'https://other.example' as Site;
export const POD = parseStorageRoot('https://pod.example/alice/');
export const OTHER_POD = parseStorageRoot('https://pod.example/bob/');

/** Leave for the app to read Alice's pod as Alice, from now on, but for what is changed. */
export function grantOf(change: Partial<Grant> = {}): Grant {
  const lifetime = { until: 'revoked' } as const;
  const times = { createdAt: 0, usedAt: null };
  return { site: APP, identity: ALICE, storage: POD, modes: ['read'], lifetime, ...times, ...change };
}

/** What is chosen for Alice's pod: nothing, but for what is changed. */
export function settingOf(change: Partial<PodSetting> = {}): PodSetting {
  return { ...defaultSetting(POD), ...change };
}
