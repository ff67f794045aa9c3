import type { Activity, Took } from '../../src/domain/activity.ts';
import { durationText, grantWords, KINDS, PARTS, RETRIES, totalOf } from './activity-text.ts';

/** All that is known of a request. */
export function ActivityDetails({ entry, name }: { readonly entry: Activity; readonly name: string }) {
  const { url, site, kind, mode, retries, took } = entry;
  return (
    <dl class="small activity-facts">
      <dt>Address</dt>
      <dd class="mono">{url}</dd>
      <dt>Site</dt>
      <dd class="whole">{site ?? 'None: you opened it yourself'}</dd>
      <dt>Identity</dt>
      <dd class="whole" dir="auto">
        {name}
      </dd>
      <dt>For</dt>
      <dd>
        {KINDS[kind]}
        {mode !== null && `, mode ${mode}`}
      </dd>
      <dt>Grant</dt>
      <dd class="whole">{grantWords(entry)}</dd>
      {retries.length > 0 && (
        <>
          <dt>Retries</dt>
          <dd>
            <ol>
              {retries.map((why, index) => (
                <li key={index}>{RETRIES[why]}</li>
              ))}
            </ol>
          </dd>
        </>
      )}
      <dt>Time</dt>
      <dd>
        <TimeBar took={took} />
      </dd>
    </dl>
  );
}

const ORDER = ['wait', 'sign', 'network'] as const;

/** What the time went to: said in words, and drawn. */
function TimeBar({ took }: { readonly took: Took }) {
  const total = Math.max(totalOf(took), 1);
  return (
    <>
      {durationText(totalOf(took))}:{' '}
      {ORDER.map((part) => `${PARTS[part]} ${durationText(took[part])}`).join(', ')}
      <svg class="time-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        {ORDER.map((part, index) => (
          <rect
            key={part}
            class={part}
            x={(100 * ORDER.slice(0, index).reduce((sum, before) => sum + took[before], 0)) / total}
            width={(100 * took[part]) / total}
            height="6"
          />
        ))}
      </svg>
    </>
  );
}
