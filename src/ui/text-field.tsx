import type { Signal } from '@preact/signals';
import type { ComponentChildren, TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';

interface TextFieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  /** What else a person has to know to fill it in. */
  readonly hint?: ComponentChildren;
  readonly placeholder?: string;
  /** Whether what is typed must not show. */
  readonly isSecret?: boolean;
  readonly isOptional?: boolean;
  readonly isUrl?: boolean;
  /** What stands beside the box. */
  readonly children?: ComponentChildren;
}

/** A box with its label above, its hint below and its buttons beside. */
export function TextField({ label, value, hint, children, ...rest }: TextFieldProps) {
  const { placeholder = '', isSecret = false, isOptional = false, isUrl = false } = rest;
  const id = useId();
  const box = {
    id,
    class: 'grow',
    value: value.value,
    placeholder,
    required: !isOptional,
    'aria-describedby': hint === undefined ? undefined : `${id}-hint`,
    inputMode: isUrl ? ('url' as const) : ('text' as const),
    autocapitalize: 'none' as const,
    autocomplete: 'off',
    spellcheck: false,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => {
      value.value = event.currentTarget.value;
    },
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="row wrap">
        {isSecret ? <input type="password" {...box} /> : <input type="text" {...box} />}
        {children}
      </div>
      {hint !== undefined && (
        <p class="small dim" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
