interface DangerButtonsProps {
  /** What the button says that does it. */
  readonly label: string;
  readonly onDo: () => void;
  readonly onCancel: () => void;
}

/** The answers to a question that is put before something is lost or changed. */
export function DangerButtons({ label, onDo, onCancel }: DangerButtonsProps) {
  return (
    <div class="row wrap">
      <button type="button" class="danger" onClick={onDo}>
        {label}
      </button>
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
