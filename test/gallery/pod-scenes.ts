import type { Actions } from '../../options/actions.ts';
import { ANY_POD, type Grant, type Site } from '../../src/domain/grant.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import { defaultSetting, type PodSetting } from '../../src/domain/pod-setting.ts';
import type { WholeView } from '../../src/domain/view.ts';
import { hashOf } from '../../src/ui/place.ts';
import { grant } from './grant-scenes.ts';
import { fails, fillThenPress, type OptionsScene, press } from './options-scene.ts';
import { alice, awkward, bob, twenty, work } from './people.ts';
import { local, longHost, notes, view } from './views.ts';

const hash = hashOf('pods');
const root = 'https://alice.pod.example/' as StorageRoot;
const company = 'https://pods.company.example/shared/' as StorageRoot;
const gone = 'https://pods.company.example/old/' as StorageRoot;

function pod(storage: StorageRoot, parts: Partial<PodSetting> = {}): PodSetting {
  return { ...defaultSetting(storage), ...parts };
}

const one = [pod(root)];
const few = [
  pod(root, { identity: alice.id }),
  pod('https://bob.pod.example/' as StorageRoot, { policy: 'never' }),
  pod(company, { isAdded: true, identity: work.id }),
  pod(gone, { policy: 'never' }),
  pod(local, { isAdded: true }),
];
const grants: readonly Grant[] = [
  grant({ storage: root }),
  grant({ site: 'https://photos.example' as Site, storage: notes, modes: ['read'] }),
  grant({ site: 'https://reader.example' as Site, storage: ANY_POD, modes: ['read'] }),
];
const crowd = twenty.flatMap(({ storages }) => storages.map((storage) => pod(storage)));
const crowded = Array.from({ length: 40 }, (_, index) =>
  grant({ site: `https://app-${index}.example` as Site, storage: crowd[index % 7]?.storage ?? root }),
);
const unusual = [
  // The twins share a pod.
  ...awkward
    .slice(0, -2)
    .flatMap(({ id, storages }) => storages.map((storage) => pod(storage, { identity: id }))),
  pod(`https://${longHost}/${'deep/'.repeat(30)}` as StorageRoot, { isAdded: true, policy: 'never' }),
];
const strange = [
  grant({ site: `https://${longHost}` as Site, storage: `https://${longHost}/` as StorageRoot }),
];

function on(parts: Partial<WholeView>, rest: Partial<OptionsScene> = {}): OptionsScene {
  return { view: view({ identities: [alice, work, bob], ...parts }), hash, ...rest };
}

const ADDRESS = 'Pod address';
const adding = (answers: Partial<Actions>) =>
  on(
    { pods: one },
    { answers, act: (page) => fillThenPress(page, ADDRESS, 'pods.company.example/shared', 'Add a pod') },
  );

/** The scenes of the page "Pods". */
export const POD_SCENES: Record<string, OptionsScene> = {
  'pods-none': on({ identities: [], active: null }),
  'pods-one': on({ pods: one }),
  'pods-few': on({ pods: few, grants }),
  'pods-crowd': on({ identities: twenty, active: null, pods: crowd, grants: crowded }),
  'pods-unusual': on({ identities: awkward, active: awkward[1]?.id ?? null, pods: unusual, grants: strange }),
  'pods-adding': adding({}),
  'pods-added': adding({ addPod: () => Promise.resolve(company) }),
  'pods-add-invalid': adding({ addPod: fails('address-invalid') }),
  'pods-add-insecure': adding({ addPod: fails('address-insecure') }),
  'pods-add-known': adding({ addPod: fails('pod-known') }),
  'pods-add-refused': adding({ addPod: fails('permission-missing') }),
  'pods-remove': on({ pods: few, grants }, { act: press('Remove localhost:3000') }),
  'pods-removed': on(
    { pods: few, grants },
    {
      act: async (page) => {
        await press('Remove localhost:3000')(page);
        await press('Remove pod')(page);
      },
    },
  ),
  'pods-reset': on({ pods: few, grants }, { act: press('Reset bob.pod.example') }),
  'pods-never': on(
    { pods: one, grants },
    { act: (page) => page.getByLabel('Sign requests').selectOption('Never') },
  ),
  'pods-choice-failed': on(
    { pods: one },
    {
      answers: { setPodIdentity: fails('identity-unknown') },
      act: (page) => page.getByRole('combobox', { name: 'Identity' }).selectOption('Bob'),
    },
  ),
};
