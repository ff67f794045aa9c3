import type { Failure } from '../src/domain/errors.ts';
import { isShut } from '../src/domain/lock.ts';
import type { View } from '../src/domain/view.ts';
import { KeyMark } from '../src/ui/key-mark.tsx';
import { UnlockOnDemand } from '../src/ui/lock-on-demand.tsx';
import { FailureNotice } from '../src/ui/notice.tsx';
import type { Place } from '../src/ui/place.ts';
import type { Actions } from './actions.ts';
import { DevelopersOnDemand } from './developers/on-demand.tsx';
import { Identities } from './identities.tsx';
import { Loading } from './loading.tsx';
import { LockMissing } from './lock-missing.tsx';
import { PrivateWindow } from './private-window.tsx';
import { SignInSection } from './sign-in-section.tsx';
import { StillSignedIn } from './still-signed-in.tsx';
import { TabPanel, Tabs, tabOf } from './tabs.tsx';
import { ThisSite } from './this-site.tsx';
import { UnopenedPods } from './unopened-pods.tsx';
import { Welcome } from './welcome.tsx';
import '../src/ui/tokens.css';
import '../src/ui/controls.css';
import './popup.css';

interface AppProps {
  /** Null until the worker has sent its first view. */
  readonly view: View | null;
  /** What the last action met with, if it failed. */
  readonly failure: Failure | null;
  readonly place: Place;
  /** Whether its window is private. */
  readonly isPrivate?: boolean;
  readonly actions: Actions;
}

/** The whole popup, drawn from the worker's view. */
export function App({ view, failure, place, isPrivate = false, actions }: AppProps) {
  const isPlain = view?.managed.featuresOff.includes('developers') === true;
  const tab = isPlain ? 'identities' : tabOf(place.page);
  const isLocked = view !== null && isShut(view.lock);
  return (
    <>
      <Header view={view} actions={actions} />
      <main class={tab}>
        {!isLocked && !isPrivate && !isPlain && <Tabs current={tab} onGo={actions.goTo} />}
        {failure !== null && (
          <FailureNotice failure={failure}>
            <button type="button" class="quiet" onClick={actions.dismissFailure}>
              Dismiss
            </button>
          </FailureNotice>
        )}
        {isPrivate ? (
          view !== null && <PrivateWindow view={view} actions={actions} />
        ) : isLocked ? (
          <Locked view={view} actions={actions} />
        ) : (
          <TabPanel current={isPlain ? null : tab}>
            {view === null && <Loading />}
            {view !== null && tab === 'identities' && <Sections view={view} actions={actions} />}
            {view !== null && tab !== 'identities' && (
              <DevelopersOnDemand tab={tab} place={place} view={view} actions={actions} />
            )}
          </TabPanel>
        )}
      </main>
    </>
  );
}

function Header({ view, actions }: Pick<AppProps, 'view' | 'actions'>) {
  return (
    <header class="row">
      <KeyMark />
      <h1 class="grow">Latchkey</h1>
      {view?.lock.state === 'unlocked' && (
        <button type="button" class="quiet" onClick={actions.lock}>
          Lock
        </button>
      )}
      <OptionsLink onOpen={actions.openOptions} />
    </header>
  );
}

/** Who is there, and what unlocks: as anybody but Anonymous, nobody can be anything until then. */
function Locked({ view, actions }: { view: View; actions: Actions }) {
  return (
    <>
      {view.lock.state === 'missing' ? (
        <LockMissing />
      ) : (
        <UnlockOnDemand lock={view.lock} actions={actions} />
      )}
      <Identities view={view} actions={actions} />
    </>
  );
}

/** A real link, so that it can be opened as any link can; a plain click goes to options that are open already. */
function OptionsLink({ onOpen }: { onOpen: () => void }) {
  return (
    <a
      class="small"
      href="/options/index.html"
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        onOpen();
      }}
    >
      Options
    </a>
  );
}

/** Without an identity there is one thing to do, so it comes first; keys keep each section's state as it moves. */
function Sections({ view, actions }: { view: View; actions: Actions }) {
  const { site } = view;
  const everyday = [
    site !== null && <ThisSite key="site" site={site} view={view} actions={actions} />,
    <Identities key="identities" view={view} actions={actions} />,
    view.unopenedPods.length > 0 && <UnopenedPods key="pods" pods={view.unopenedPods} actions={actions} />,
  ];
  const signIn = <SignInSection key="sign-in" view={view} actions={actions} />;
  return (
    <>
      <StillSignedIn issuers={view.stillSignedInAt} actions={actions} />
      {view.identities.length > 0 ? [...everyday, signIn] : [<Welcome key="welcome" />, signIn, ...everyday]}
    </>
  );
}
