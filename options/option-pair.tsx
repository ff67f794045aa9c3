import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { FailureNotice } from '../src/ui/notice.tsx';
import { useTask } from '../src/ui/task.ts';
import { OptionRadio } from './option-radio.tsx';

/** One of the two, and what it means. */
interface Option {
  readonly title: string;
  readonly about: string;
}

interface OptionPairProps {
  readonly title: string;
  readonly no: Option;
  readonly yes: Option;
  readonly isYes: boolean;
  readonly isFixed?: boolean;
  readonly onChoose: (isYes: boolean) => Promise<unknown>;
  /** What else is to be said of the choice. */
  readonly children: ComponentChildren;
}

/** A choice between two, each with what it means. */
export function OptionPair(props: OptionPairProps) {
  const { title, no, yes, isYes, isFixed = false, onChoose, children } = props;
  const id = useId();
  const choosing = useTask<unknown>();
  const radio = (option: Option, value: boolean) => (
    <OptionRadio
      group={id}
      {...option}
      isChosen={isYes === value}
      isFixed={isFixed}
      onChoose={() => choosing.run(onChoose(value))}
    />
  );
  return (
    <section class="card pad stack">
      <div role="radiogroup" class="ways" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {radio(no, false)}
        {radio(yes, true)}
      </div>
      {children}
      {choosing.state.step === 'failed' && <FailureNotice failure={choosing.state.failure} />}
    </section>
  );
}
