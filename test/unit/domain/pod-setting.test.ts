import { expect, it } from 'vitest';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { defaultSetting } from '../../../src/domain/pod-setting.ts';

it('A pod for which nothing was chosen is signed for when it asks, as whoever is active', () => {
  const storage = parseStorageRoot('https://pod.example/alice/');
  expect(defaultSetting(storage)).toEqual({ storage, policy: 'when-asked', identity: null, isAdded: false });
});
