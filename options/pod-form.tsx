import { useSignal } from '@preact/signals';
import type { StorageRoot } from '../src/domain/pod.ts';
import { useTask } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import { TextField } from '../src/ui/text-field.tsx';

interface PodFormProps {
  readonly onAdd: (address: string) => Promise<StorageRoot>;
}

/** Adds a pod that no profile names. */
export function PodForm({ onAdd }: PodFormProps) {
  const address = useSignal('');
  const adding = useTask<StorageRoot>();
  const add = async (typed: string) => {
    // The browser asks for the host only within the click, so this comes first.
    const storage = await onAdd(typed);
    address.value = '';
    return storage;
  };
  return (
    <form
      class="card pad stack"
      aria-label="Add a pod"
      onInput={adding.reset}
      onSubmit={(event) => {
        event.preventDefault();
        if (adding.state.step !== 'working') adding.run(add(address.value));
      }}
    >
      <TextField
        label="Pod address"
        value={address}
        isUrl
        placeholder="alice.pod.example"
        hint="What every address in the pod begins with, up to a “/”. The browser asks you to let Latchkey reach its host."
      >
        <button type="submit" class="first">
          Add a pod
        </button>
      </TextField>
      <TaskNotice state={adding.state} doing="Adding the pod…" done={AddedWords} />
    </form>
  );
}

function AddedWords(storage: StorageRoot) {
  return (
    <span>
      Latchkey knows{' '}
      <strong class="whole" dir="ltr">
        {storage}
      </strong>{' '}
      from now on.
    </span>
  );
}
