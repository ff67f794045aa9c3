import { useId } from 'preact/hooks';

interface OptionRadioProps {
  /** What the radios of a group share. */
  readonly group: string;
  readonly title: string;
  readonly about: string;
  readonly isChosen: boolean;
  readonly isFixed?: boolean;
  readonly onChoose: () => void;
}

/** One of a few choices, with what it means. */
export function OptionRadio({ group, title, about, isChosen, isFixed = false, onChoose }: OptionRadioProps) {
  const id = useId();
  return (
    <label class="option">
      <input
        type="radio"
        name={group}
        checked={isChosen}
        disabled={isFixed}
        aria-labelledby={id}
        aria-describedby={`${id}-about`}
        onChange={onChoose}
      />
      <span>
        <strong id={id}>{title}</strong>
        <span class="small dim" id={`${id}-about`}>
          {about}
        </span>
      </span>
    </label>
  );
}
