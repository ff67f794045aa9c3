import { useId } from 'preact/hooks';
import type { Examination, Topic, Verdict } from '../src/domain/examination.ts';
import { TOPIC_TITLES, VERDICT_WORDS } from '../src/ui/examination-text.ts';
import { Spoken } from './spoken.tsx';

/** All that an examination found, matter by matter. */
export function Findings({ examination }: { examination: Examination }) {
  const { issuer, metadataUrl, findings, deviations } = examination;
  return (
    <>
      <dl class="findings">
        {findings.map(({ topic, verdict, says }) => (
          <div key={topic}>
            <dt>{TOPIC_TITLES[topic]}</dt>
            <dd>
              <span class={`pill ${toneOf(topic, verdict)}`}>{VERDICT_WORDS[verdict]}</span>
            </dd>
            <dd class="says">
              <Spoken text={says} />
            </dd>
          </div>
        ))}
      </dl>
      {deviations.length > 0 && <Deviations deviations={deviations} />}
      <p class="small dim whole">
        {issuer === '' ? 'It names no issuer' : <>Issuer {<code>{issuer}</code>}</>}, by its metadata at{' '}
        <code>{metadataUrl}</code>. Only a sign-in shows whether it keeps its word.
      </p>
    </>
  );
}

const TONES: Record<Verdict, string> = { yes: 'good', partly: 'warn', no: '', unstated: '' };

/** Without these there is no sign-in; of the rest a "no" is worth knowing, and no alarm. */
const ESSENTIAL: ReadonlySet<Topic> = new Set([
  'issuer',
  'solid',
  'dpop',
  'pkce',
  'token-endpoint',
  'id-token',
]);

function toneOf(topic: Topic, verdict: Verdict): string {
  return verdict === 'no' && ESSENTIAL.has(topic) ? 'bad' : TONES[verdict];
}

function Deviations({ deviations }: { deviations: readonly string[] }) {
  const id = useId();
  return (
    <div class="stack">
      <h3 id={id}>Deviations</h3>
      <ul class="bullets" aria-labelledby={id}>
        {deviations.map((deviation) => (
          <li key={deviation}>
            <Spoken text={deviation} />
          </li>
        ))}
      </ul>
    </div>
  );
}
