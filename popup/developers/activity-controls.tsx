import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { DangerButtons } from '../../src/ui/danger-buttons.tsx';
import { Question } from '../../src/ui/notice.tsx';

interface ActivityControlsProps {
  /** How many requests there are, and how many of them the search finds. */
  readonly count: number;
  readonly found: number;
  readonly isPaused: boolean;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onPause: (paused: boolean) => void;
  readonly onClear: () => void;
  readonly onExport: () => void;
}

/** What can be done with the list of requests. */
export function ActivityControls(props: ActivityControlsProps) {
  const { count, found, isPaused, onClear } = props;
  const isClearing = useSignal(false);
  const clear = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Filter search={props.search} onSearch={props.onSearch} />
      <div class="row wrap activity-controls">
        <p role="status" class="small dim grow">
          {countWords(count, found)}
          {isPaused && ' Paused: nothing is recorded.'}
        </p>
        <Buttons {...props} clear={clear} onClear={() => (isClearing.value = true)} />
      </div>
      {isClearing.value && (
        <ClearQuestion
          count={count}
          onAnswer={(isMeant) => {
            isClearing.value = false;
            clear.current?.focus();
            if (isMeant) onClear();
          }}
        />
      )}
    </>
  );
}

interface ButtonsProps extends ActivityControlsProps {
  readonly clear: RefObject<HTMLButtonElement | null>;
}

/** A button that has nothing to do stays where the keyboard finds it. */
function Buttons({ count, found, isPaused, onPause, clear, onClear, onExport }: ButtonsProps) {
  const isEmpty = count === 0;
  const hasNone = found === 0;
  return (
    <>
      <button type="button" class="quiet" onClick={() => onPause(!isPaused)}>
        {isPaused ? 'Go on' : 'Pause'}
      </button>
      <button
        type="button"
        class="quiet"
        ref={clear}
        aria-disabled={isEmpty}
        onClick={() => !isEmpty && onClear()}
      >
        Clear
      </button>
      <button type="button" class="quiet" aria-disabled={hasNone} onClick={() => !hasNone && onExport()}>
        Export HAR
      </button>
    </>
  );
}

function Filter({ search, onSearch }: Pick<ActivityControlsProps, 'search' | 'onSearch'>) {
  const id = useId();
  return (
    <div class="stack activity-filter">
      <label class="small dim" for={id}>
        Filter
      </label>
      <input
        type="search"
        id={id}
        value={search}
        placeholder="Address, site, identity, status"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
    </div>
  );
}

interface ClearQuestionProps {
  readonly count: number;
  readonly onAnswer: (isMeant: boolean) => void;
}

/** Asks before the list is cleared: nothing brings it back. */
function ClearQuestion({ count, onAnswer }: ClearQuestionProps) {
  return (
    <Question title={`Clear ${requests(count)}?`}>
      <DangerButtons label="Clear all" onDo={() => onAnswer(true)} onCancel={() => onAnswer(false)} />
    </Question>
  );
}

function countWords(count: number, found: number): string {
  if (count === 0) return '';
  return count === found ? `${requests(count)}.` : `${found} of ${requests(count)}.`;
}

function requests(count: number): string {
  return count === 1 ? '1 signed request' : `${count} signed requests`;
}
