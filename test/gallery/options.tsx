import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Actions } from '../../options/actions.ts';
import { App } from '../../options/app.tsx';
import type { StorageRoot } from '../../src/domain/pod.ts';
import { defaultSetting, type PodSetting } from '../../src/domain/pod-setting.ts';
import type { WholeView } from '../../src/domain/view.ts';
import { placeOf } from '../../src/ui/place.ts';
import { OPTIONS_SCENES } from './options-scenes.ts';

/** Draws the options of the scene named in the address; what is done in them only moves the made-up view. */
const scene = OPTIONS_SCENES[new URL(location.href).searchParams.get('scene') ?? 'issuers'];
const view = signal<WholeView | null>(scene?.view ?? null);
const place = signal(placeOf(location.hash === '' ? (scene?.hash ?? '') : location.hash));
window.addEventListener('hashchange', () => {
  place.value = placeOf(location.hash);
});

function change(parts: Partial<WholeView>): void {
  if (view.value !== null) view.value = { ...view.value, ...parts };
}

function changePod(storage: StorageRoot, parts: Partial<PodSetting>): Promise<void> {
  change({
    pods: view.value?.pods.map((one) => (one.storage === storage ? { ...one, ...parts } : one)) ?? [],
  });
  return Promise.resolve();
}

/** What a scene does not answer is under way for ever. */
const never = () => new Promise<never>(() => undefined);

const actions: Actions = {
  chooseIssuer: () => change({ signIn: { step: 'working', doing: 'registering', input: '' } }),
  trustIssuer: () => change({ signIn: { step: 'working', doing: 'registering', input: '' } }),
  allowLegacy: () => change({ signIn: { step: 'working', doing: 'finishing', input: '' } }),
  dismissSignIn: () => change({ signIn: { step: 'idle' } }),
  addIssuer: never,
  removeIssuer: (issuer) => {
    change({ issuers: view.value?.issuers.filter((one) => one.issuer !== issuer) ?? [] });
    return Promise.resolve();
  },
  examineIssuer: never,
  setLegacy: (issuer, legacy) => {
    const turn = { legacy };
    change({
      issuers: view.value?.issuers.map((one) => (one.issuer === issuer ? { ...one, ...turn } : one)) ?? [],
    });
    return Promise.resolve();
  },
  lock: never,
  unlock: never,
  startOver: never,
  setLock: never,
  turnLockOff: never,
  setIdleLock: never,
  chooseClient: never,
  checkClientDocument: never,
  signInWithCredentials: never,
  addPod: never,
  removePod: (storage) => {
    const isNamed = view.value?.identities.some(({ storages }) => storages.includes(storage)) === true;
    const kept = view.value?.pods.filter((one) => isNamed || one.storage !== storage) ?? [];
    change({ pods: kept.map((one) => (one.storage === storage ? defaultSetting(storage) : one)) });
    return Promise.resolve();
  },
  setPodPolicy: (storage, policy) => changePod(storage, { policy }),
  setPodIdentity: (storage, identity) => changePod(storage, { identity }),
  revokeGrant: (grant) => {
    change({
      grants:
        view.value?.grants.filter(
          ({ site, identity, storage }) =>
            site !== grant.site || identity !== grant.identity || storage !== grant.storage,
        ) ?? [],
    });
    return Promise.resolve();
  },
  disconnectSite: (site) => {
    change({ grants: view.value?.grants.filter((grant) => grant.site !== site) ?? [] });
    return Promise.resolve();
  },
  offerEverywhere: (isOfferedEverywhere) => {
    change({ isOfferedEverywhere });
    return Promise.resolve();
  },
  usePrivateWindows: (isUsedInPrivate) => {
    change({ isUsedInPrivate });
    return Promise.resolve();
  },
  go: (hash) => {
    location.hash = hash;
  },
  dismissFailure: () => undefined,
  ...scene?.answers,
};

function Options() {
  return (
    <App
      view={view.value}
      failure={scene?.failure ?? null}
      place={place.value}
      actions={actions}
      version="0.1.0"
    />
  );
}

const root = document.getElementById('app');
if (root !== null) render(<Options />, root);
