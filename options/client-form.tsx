import { useSignal } from '@preact/signals';
import type { ClientChoice, ClientView } from '../src/domain/client.ts';
import { useTask } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import { TextField } from '../src/ui/text-field.tsx';
import { type ClientDraft, choiceOf, needsSecret } from './client-draft.ts';
import { StaticClient } from './static-client.tsx';
import { WayChoice } from './way-choice.tsx';

interface ClientFormProps {
  /** What the issuer is called. */
  readonly label: string;
  readonly client: ClientView;
  readonly redirectUri: string;
  readonly onSave: (choice: ClientChoice, secret: string | null) => Promise<unknown>;
}

/** Changes the way in which an issuer knows Latchkey. */
export function ClientForm({ label, client, redirectUri, onSave }: ClientFormProps) {
  const draft = useDraft(client);
  const saving = useTask<unknown>();
  const save = async () => {
    const secret = needsSecret(draft) ? draft.secret.value : '';
    await onSave(choiceOf(draft), secret === '' ? null : secret);
    draft.secret.value = '';
  };
  return (
    <form
      class="stack client-form"
      aria-label={`Client at ${label}`}
      onInput={saving.reset}
      onSubmit={(event) => {
        event.preventDefault();
        if (saving.state.step !== 'working') saving.run(save());
      }}
    >
      <WayChoice draft={draft} />
      {draft.way.value === 'document' && <DocumentClient draft={draft} />}
      {draft.way.value === 'static' && (
        <StaticClient draft={draft} client={client} redirectUri={redirectUri} />
      )}
      <div class="row">
        <button type="submit" class="first">
          Save
        </button>
      </div>
      <TaskNotice
        state={saving.state}
        doing="Saving…"
        done={() => <span>Saved. It counts from the next sign-in on.</span>}
      />
    </form>
  );
}

function DocumentClient({ draft }: { draft: ClientDraft }) {
  return (
    <TextField
      label="Client ID"
      value={draft.documentId}
      isUrl
      hint="The URL at which you host the document. Below, Latchkey writes such a document, and checks one."
    />
  );
}

/** The draft starts as what is in effect, so that saving at once changes nothing. */
function useDraft({ way, clientId, method }: ClientView): ClientDraft {
  return {
    way: useSignal(way),
    documentId: useSignal(way === 'document' ? (clientId ?? '') : ''),
    staticId: useSignal(way === 'static' ? (clientId ?? '') : ''),
    method: useSignal(way === 'static' ? (method ?? 'none') : 'none'),
    secret: useSignal(''),
  };
}
