import { useSignal } from '@preact/signals';
import type { Issuer } from '../src/domain/identity.ts';
import { hostOf } from '../src/ui/host.ts';
import { useTask } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import { TextField } from '../src/ui/text-field.tsx';

interface IssuerFormProps {
  readonly trusted: readonly Issuer[];
  /** Whether the organisation lets people add issuers. */
  readonly mayAdd: boolean;
  readonly onAdd: (address: string) => Promise<Issuer>;
  readonly onExamine: (address: string) => void;
}

/** One box for an issuer's address, and the two things to do with it: to trust it, or only to look. */
export function IssuerForm({ trusted, mayAdd, onAdd, onExamine }: IssuerFormProps) {
  const address = useSignal('');
  const adding = useTask<Added>();
  const add = async (typed: string) => {
    const issuer = await onAdd(typed);
    address.value = '';
    return { issuer, isNew: !trusted.includes(issuer) };
  };
  return (
    <form
      class="card pad stack"
      aria-label="Add or examine an issuer"
      onInput={adding.reset}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = address.value.trim();
        if (!mayAdd || event.submitter?.classList.contains('look') === true) onExamine(typed);
        else if (adding.state.step !== 'working') adding.run(add(typed));
      }}
    >
      <TextField
        label="Issuer address"
        value={address}
        isUrl
        placeholder="login.example"
        hint="Examining trusts nothing: it only reads what the issuer says about itself."
      >
        <Buttons mayAdd={mayAdd} />
      </TextField>
      {!mayAdd && <p class="small dim">Your organisation lets nobody add issuers.</p>}
      <TaskNotice state={adding.state} doing="Looking up the issuer…" done={AddedWords} />
    </form>
  );
}

function Buttons({ mayAdd }: Pick<IssuerFormProps, 'mayAdd'>) {
  return (
    <>
      {mayAdd && (
        <button type="submit" class="first">
          Add issuer
        </button>
      )}
      <button type="submit" class="look">
        Examine
      </button>
    </>
  );
}

interface Added {
  readonly issuer: Issuer;
  /** Whether it was not trusted before. */
  readonly isNew: boolean;
}

function AddedWords({ issuer, isNew }: Added) {
  const host = <strong dir="ltr">{hostOf(issuer)}</strong>;
  return isNew ? (
    <span>Latchkey trusts {host} from now on.</span>
  ) : (
    <span>Latchkey trusts {host} already.</span>
  );
}
