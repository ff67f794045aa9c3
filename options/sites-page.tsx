import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { type Task, useTask } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import { namesOf } from '../src/ui/twin.ts';
import { useFocusAfterRemoval } from './focus-after-removal.ts';
import { grantGroups } from './grant-groups.ts';
import type { PageProps } from './page-props.ts';
import { SiteCard } from './site-card.tsx';
import './sites.css';

/** How long good news stays, in milliseconds: it stands before what a person may want to read next. */
const STAYS_MS = 10_000;

/** What sites may do in which pods, as whom and for how long; each of it can be taken back. */
export function SitesPage({ view: { grants, identities }, actions }: PageProps) {
  const search = useSignal('');
  const revoking = useTask<string>();
  usePassing(revoking);
  const list = useRef<HTMLDivElement>(null);
  useFocusAfterRemoval(grants.length, list);
  const nameOf = namesOf(identities);
  const groups = grantGroups(grants, search.value, nameOf);
  const follow = (work: Promise<unknown>, done: string) => revoking.run(work.then(() => done));
  return (
    <>
      <p class="lead">
        What you allowed sites to do in pods. What you revoke here ends at once, transfers that are under way
        with it.
      </p>
      {grants.length > 0 && <Search value={search.value} onSearch={(text) => (search.value = text)} />}
      <div class="sites-status">
        <TaskNotice state={revoking.state} doing="Revoking…" done={(words) => <span>{words}</span>} />
      </div>
      <div class="stack sites" ref={list} tabIndex={-1}>
        {groups.map((group) => (
          <SiteCard
            key={group.site}
            group={group}
            nameOf={nameOf}
            onRevoke={(grant) => follow(actions.revokeGrant(grant), 'Revoked.')}
            onDisconnect={() => follow(actions.disconnectSite(group.site), 'Disconnected.')}
          />
        ))}
        {groups.length === 0 && (
          <p class="card pad empty">
            {grants.length === 0
              ? 'No site may do anything in your pods. A site that wants to asks you, or you connect it from the popup.'
              : 'Nothing found. Search for a site, a pod or an identity.'}
          </p>
        )}
      </div>
    </>
  );
}

function usePassing({ state: { step }, reset }: Pick<Task<unknown>, 'state' | 'reset'>): void {
  useEffect(() => {
    if (step !== 'done') return;
    const timer = setTimeout(reset, STAYS_MS);
    return () => clearTimeout(timer);
  }, [step]);
}

function Search({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>Search sites</label>
      <input
        type="search"
        id={id}
        value={value}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
    </div>
  );
}
