import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Actions } from '../../popup/actions.ts';
import { App } from '../../popup/app.tsx';
import type { View } from '../../src/domain/view.ts';
import { placeOf } from '../../src/ui/place.ts';
import { activityActions } from './activity-actions.ts';
import { developerActions } from './developer-actions.ts';
import { POPUP_SCENES } from './popup-scenes.ts';

/** Draws the popup of the scene named in the address; what is done in it only moves the made-up view. */
const scene = POPUP_SCENES[new URL(location.href).searchParams.get('scene') ?? 'three'];
const view = signal<View | null>(scene?.view ?? null);

function change(parts: Partial<View>): void {
  if (view.value !== null) view.value = { ...view.value, ...parts };
}

const place = signal(placeOf(scene?.place ?? ''));

const actions: Actions = {
  ...developerActions,
  ...activityActions(scene?.activity),
  ...scene?.developers,
  lock: () => undefined,
  unlock: () => Promise.resolve(),
  startOver: () => Promise.resolve(),
  goTo: (hash) => {
    place.value = placeOf(hash);
  },
  signIn: (input) => change({ signIn: { step: 'working', doing: 'finding', input } }),
  signInAgain: () => change({ signIn: { step: 'working', doing: 'waiting-for-person', input: '' } }),
  chooseIssuer: () => change({ signIn: { step: 'working', doing: 'registering', input: '' } }),
  trustIssuer: () => change({ signIn: { step: 'working', doing: 'registering', input: '' } }),
  allowLegacy: () => change({ signIn: { step: 'working', doing: 'finishing', input: '' } }),
  dismissSignIn: () => change({ signIn: { step: 'idle' } }),
  switchIdentity: (active) => change({ active }),
  signOut: () => undefined,
  signOutEverywhere: () => undefined,
  signOutAt: () => change({ stillSignedInAt: [] }),
  staySignedInAt: () => change({ stillSignedInAt: [] }),
  forget: (id) =>
    change({ identities: view.value?.identities.filter((one) => one.id !== id) ?? [], active: null }),
  connectSite: () => undefined,
  disconnectSite: () => change({ site: null }),
  chooseForSite: (_, identity) => {
    const site = view.value?.site ?? null;
    const chosen = { identity: identity ?? view.value?.active ?? null, isChosen: identity !== null };
    if (site !== null) change({ site: { ...site, ...chosen } });
  },
  letOnto: () => undefined,
  usePrivateWindows: (isUsedInPrivate) => change({ isUsedInPrivate }),
  reloadTab: () => undefined,
  openOptions: () => undefined,
  openPods: () => undefined,
  examine: () => undefined,
  openPod: () => change({ unopenedPods: [] }),
  dismissFailure: () => undefined,
};

function Popup() {
  const { failure = null, isPrivate = false } = scene ?? {};
  return (
    <App view={view.value} failure={failure} place={place.value} isPrivate={isPrivate} actions={actions} />
  );
}

const root = document.getElementById('app');
if (root !== null) render(<Popup />, root);
