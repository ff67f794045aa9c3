import type { Check, CheckVerdict } from '../../src/inspect/token-checks.ts';

const MARKS: Readonly<Record<CheckVerdict, { readonly mark: string; readonly words: string }>> = {
  yes: { mark: '✓', words: 'holds' },
  no: { mark: '✗', words: 'does not hold' },
  unknown: { mark: '?', words: 'not known' },
  pending: { mark: '…', words: 'being checked' },
};

/** What a token was checked for, each with a mark, a name and a sentence. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul class="checks" aria-label="Checks">
      {checks.map(({ of, verdict, says }) => (
        <li key={of} class={verdict}>
          <span role="img" aria-label={`${of}: ${MARKS[verdict].words}.`} class="mark">
            {MARKS[verdict].mark}
          </span>
          <span aria-hidden="true" class="of">
            {of}
          </span>
          <span class="whole">{says}</span>
        </li>
      ))}
    </ul>
  );
}
