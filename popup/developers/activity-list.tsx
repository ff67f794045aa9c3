import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Activity } from '../../src/domain/activity.ts';
import { shortUrl } from '../../src/domain/identity.ts';
import { hashOf } from '../../src/ui/place.ts';
import type { NameOf } from '../../src/ui/twin.ts';
import { ActivityDetails } from './activity-details.tsx';
import { askerOf, durationText, isRefused, statusText, timeOf, totalOf } from './activity-text.ts';

interface ActivityListProps {
  readonly entries: readonly Activity[];
  readonly nameOf: NameOf;
}

/** So many rows more are drawn in each frame: those in view at first do not wait for five hundred. */
const STEP = 30;

/** Signed requests, the newest first; each opens to say more. */
export function ActivityList({ entries, nameOf }: ActivityListProps) {
  const drawn = useSignal(STEP);
  useEffect(() => {
    if (drawn.value < entries.length) drawn.value += STEP;
  }, [drawn.value, entries.length]);
  return (
    <ul class="card activity-list" aria-label="Signed requests">
      {entries.slice(0, drawn.value).map((entry) => (
        <Row key={entry.id} entry={entry} name={nameOf(entry.identity)} />
      ))}
    </ul>
  );
}

/** A row whose request and name are the same is not drawn anew: of five hundred, mostly one is new. */
function Row({ entry, name }: { readonly entry: Activity; readonly name: string }) {
  const isOpen = useSignal(false);
  const { value } = isOpen;
  return useMemo(
    () => (
      <li>
        <details onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
          <Summary entry={entry} name={name} />
          {value && <ActivityDetails entry={entry} name={name} />}
        </details>
        {isRefused(entry) && (
          <a
            class="small explain"
            href={explanationHash(entry)}
            aria-label={`Explain ${entry.method} ${shortUrl(entry.url)}`}
          >
            Explain
          </a>
        )}
      </li>
    ),
    [entry, name, value],
  );
}

function Summary({ entry, name }: { readonly entry: Activity; readonly name: string }) {
  const { method, url, took, retries } = entry;
  return (
    <summary>
      <span class={`status ${toneOf(entry)}`}>{statusText(entry)}</span>
      <span class="cut method">{method}</span>
      <span class="cut mono address" title={url}>
        {shortUrl(url)}
      </span>
      <span class="cut small dim who">
        <bdi dir="ltr">{askerOf(entry)}</bdi> · <bdi>{name}</bdi>
      </span>
      <span class="small dim when">
        {retries.length > 0 && <span title="Signed more than once">↻ {retries.length + 1}× · </span>}
        {durationText(totalOf(took))} · {timeOf(entry)}
      </span>
    </summary>
  );
}

function toneOf({ status }: Activity): string {
  if (status === null || status >= 400) return 'bad';
  return status < 300 || status === 304 ? 'good' : '';
}

/** The place where it is explained why a request was refused. */
function explanationHash({ url, method, site, identity }: Activity): string {
  const asked = { explain: url, method, ...(site !== null && { site }), identity };
  return hashOf('inspector', asked);
}
