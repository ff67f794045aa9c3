import { useId } from 'preact/hooks';
import type { ClientDraft } from './client-draft.ts';
import { WAYS, type Way } from './client-text.ts';

/** The ways in which Latchkey can be known, each with what it means. */
export function WayChoice({ draft }: { draft: ClientDraft }) {
  const id = useId();
  return (
    <div role="radiogroup" class="ways" aria-labelledby={id}>
      <h3 id={id}>How Latchkey is known</h3>
      {(Object.keys(WAYS) as Way[]).map((way) => (
        <label class="option" key={way}>
          <input
            type="radio"
            name={`${id}-way`}
            value={way}
            checked={draft.way.value === way}
            aria-labelledby={`${id}-${way}`}
            aria-describedby={`${id}-${way}-about`}
            onChange={() => (draft.way.value = way)}
          />
          <span>
            <strong id={`${id}-${way}`}>{WAYS[way].title}</strong>
            <span class="small dim" id={`${id}-${way}-about`}>
              {WAYS[way].about}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}
