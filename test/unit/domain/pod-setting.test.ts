import { describe, expect, it } from 'vitest';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import {
  defaultSetting,
  isNeverSigned,
  type PodPolicy,
  type PodSetting,
} from '../../../src/domain/pod-setting.ts';

const whole = parseStorageRoot('https://pod.example/');
const alice = parseStorageRoot('https://pod.example/alice/');
const INNER = new URL('https://pod.example/alice/a');
const OUTER = new URL('https://pod.example/a');

it('A pod for which nothing was chosen is signed for when it asks, as whoever is active', () => {
  expect(defaultSetting(alice)).toEqual({
    storage: alice,
    policy: 'when-asked',
    identity: null,
    isAdded: false,
  });
});

describe('“never” of a pod', () => {
  const own = (storage: typeof alice, policy: PodPolicy): PodSetting => ({
    ...defaultSetting(storage),
    policy,
  });
  const set = (storage: typeof alice, policy: PodPolicy): PodSetting => ({
    ...own(storage, policy),
    isManaged: true,
  });
  const pods = [whole, alice];

  it.each<[string, readonly PodSetting[], URL, boolean]>([
    ['of the person speaks for it', [own(alice, 'never')], INNER, true],
    ['of the person does not speak for what lies around it', [own(alice, 'never')], OUTER, false],
    ['of the person does not speak for a pod in it', [own(whole, 'never')], INNER, false],
    ['of the person speaks for the rest around a pod in it', [own(whole, 'never')], OUTER, true],
    ['of the organisation speaks for it', [set(alice, 'never')], INNER, true],
    ['of the organisation does not speak for what lies around it', [set(alice, 'never')], OUTER, false],
    ['of the organisation speaks for a pod in it that is not its own', [set(whole, 'never')], INNER, true],
    [
      'of the organisation speaks for a pod in it of which the person says otherwise',
      [set(whole, 'never'), own(alice, 'when-asked')],
      INNER,
      true,
    ],
    [
      'of the organisation does not speak for a pod in it that is its own, too',
      [set(whole, 'never'), set(alice, 'when-asked')],
      INNER,
      false,
    ],
    [
      'is what is not said by “when asked”',
      [own(alice, 'when-asked'), set(whole, 'when-asked')],
      INNER,
      false,
    ],
  ])('%s', (_what, podSettings, url, isNever) => {
    expect(isNeverSigned(url, { pods, podSettings })).toBe(isNever);
  });
});
