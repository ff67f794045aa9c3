import { useId } from 'preact/hooks';
import type { ClientDraft } from './client-draft.ts';
import { WAYS, type Way } from './client-text.ts';
import { OptionRadio } from './option-radio.tsx';

/** The ways in which Latchkey can be known, each with what it means. */
export function WayChoice({ draft }: { draft: ClientDraft }) {
  const id = useId();
  return (
    <div role="radiogroup" class="ways" aria-labelledby={id}>
      <h3 id={id}>How Latchkey is known</h3>
      {(Object.keys(WAYS) as Way[]).map((way) => (
        <OptionRadio
          key={way}
          group={`${id}-way`}
          title={WAYS[way].title}
          about={WAYS[way].about}
          isChosen={draft.way.value === way}
          onChoose={() => (draft.way.value = way)}
        />
      ))}
    </div>
  );
}
