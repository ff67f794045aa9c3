import type { ComponentChildren } from 'preact';
import { DangerButtons } from '../src/ui/danger-buttons.tsx';
import { Question } from '../src/ui/notice.tsx';

interface RemovalQuestionProps {
  readonly label: string;
  /** What the button says that removes it. */
  readonly button: string;
  readonly onRemove: () => void;
  readonly onCancel: () => void;
  /** What follows from the removal. */
  readonly children: ComponentChildren;
}

/** Asks before something goes from a list. */
export function RemovalQuestion({ label, button, onRemove, onCancel, children }: RemovalQuestionProps) {
  return (
    <Question
      title={
        <>
          Remove <bdi dir="ltr">{label}</bdi>?
        </>
      }
    >
      <p class="small">{children}</p>
      <DangerButtons label={button} onDo={onRemove} onCancel={onCancel} />
    </Question>
  );
}
