import { useId } from 'preact/hooks';
import type { IdentityId } from '../../src/domain/identity.ts';
import type { IdentityView } from '../../src/domain/view.ts';
import { nameAmong } from '../../src/ui/twin.ts';

interface IdentitySelectProps {
  readonly identities: readonly IdentityView[];
  /** Null while nobody is chosen. */
  readonly chosen: IdentityView | null;
  readonly onChoose: (id: IdentityId | null) => void;
}

/** Whose tokens are looked at, which changes nothing about who signs. */
export function IdentitySelect({ identities, chosen, onChoose }: IdentitySelectProps) {
  const id = useId();
  return (
    <div class="stack identity-select">
      <label class="small dim" for={id}>
        Identity
      </label>
      <select
        id={id}
        value={chosen?.id ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChoose(identities.find((one) => one.id === value)?.id ?? null)
        }
      >
        {chosen === null && <option value="">Choose an identity</option>}
        {identities.map((one) => (
          <option key={one.id} value={one.id}>
            {nameAmong(one, identities)}
          </option>
        ))}
      </select>
    </div>
  );
}
