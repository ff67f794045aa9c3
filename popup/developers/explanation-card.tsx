import { useRef } from 'preact/hooks';
import type { Explanation, Sight } from '../../src/domain/explanation.ts';
import type { View } from '../../src/domain/view.ts';
import { CopyButton } from '../../src/ui/copy-button.tsx';
import { useReveal } from '../../src/ui/reveal.ts';
import type { RepairActions } from './actions.ts';
import { explanationReport, verdictWord } from './explain-report.ts';
import { causeSentence, MATTER_TITLES, nextStep } from './explain-text.ts';
import { Repair } from './repair.tsx';
import './explain.css';

interface ExplanationCardProps {
  readonly explanation: Explanation;
  readonly view: View;
  readonly actions: RepairActions;
  readonly onAgain: () => void;
}

/** Why a request is refused, what to do about it, and what was looked at. */
export function ExplanationCard({ explanation, view, actions, onAgain }: ExplanationCardProps) {
  const { cause, sights } = explanation;
  const heading = useRef<HTMLHeadingElement>(null);
  useReveal(heading, { takesFocus: true });
  return (
    <article class="card pad explanation" data-cause={cause.code}>
      <h2 class="whole" tabIndex={-1} ref={heading}>
        {causeSentence(cause)}
      </h2>
      <p class="whole">{nextStep(cause)}</p>
      <div class="row wrap">
        <Repair explanation={explanation} view={view} actions={actions} />
        <button type="button" onClick={onAgain}>
          Explain again
        </button>
        <CopyButton label="Copy report" text={() => explanationReport(explanation)} />
      </div>
      <h3 id="looked-at">What was looked at</h3>
      <ul class="sights" aria-labelledby="looked-at">
        {sights.map((sight) => (
          <SightRow key={sight.matter} {...sight} />
        ))}
      </ul>
      <p class="small dim">
        Cause: <code>{cause.code}</code>
      </p>
    </article>
  );
}

function SightRow({ matter, isRight, says }: Sight) {
  const mark = isRight === null ? '?' : isRight ? '✓' : '✗';
  const tone = isRight === null ? 'dim' : isRight ? 'right' : 'wrong';
  return (
    <li>
      <span class={`mark ${tone}`} role="img" aria-label={verdictWord(isRight)}>
        {mark}
      </span>
      <span class="of">{MATTER_TITLES[matter]}</span>
      <span class="whole says">{says}</span>
    </li>
  );
}
