import { useSignal } from '@preact/signals';
import type { DocumentFlaw } from '../src/domain/client.ts';
import { flawText } from '../src/ui/flaws.ts';
import { useTask } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import { TextField } from '../src/ui/text-field.tsx';
import { RedirectUri } from './redirect-uri.tsx';

interface DocumentCheckProps {
  readonly redirectUri: string;
  readonly onCheck: (clientId: string) => Promise<readonly DocumentFlaw[]>;
}

/** Reads a hosted Client ID Document as an issuer would, and says what is wrong with it. */
export function DocumentCheck({ redirectUri, onCheck }: DocumentCheckProps) {
  const clientId = useSignal('');
  const checking = useTask<readonly DocumentFlaw[]>();
  const { state } = checking;
  const flaws = state.step === 'done' ? state.result : [];
  return (
    <section class="card pad stack" aria-labelledby="check">
      <h2 id="check">Check a Client ID Document</h2>
      <p class="dim">Latchkey reads the document as an issuer would, and says what is missing.</p>
      <form
        onInput={checking.reset}
        onSubmit={(event) => {
          event.preventDefault();
          checking.run(onCheck(clientId.value.trim()));
        }}
      >
        <TextField label="Client ID (URL)" value={clientId} isUrl>
          <button type="submit">Check</button>
        </TextField>
      </form>
      <TaskNotice
        state={state}
        doing="Reading the document…"
        {...(flaws.length === 0 ? { done: () => 'Nothing is missing.' } : {})}
      />
      <div role="status">{flaws.length > 0 && <Flaws flaws={flaws} redirectUri={redirectUri} />}</div>
    </section>
  );
}

function Flaws({ flaws, redirectUri }: { flaws: readonly DocumentFlaw[]; redirectUri: string }) {
  return (
    <div class="notice bad">
      <ul class="bullets" aria-label="What is wrong">
        {flaws.map((flaw) => (
          <li key={flaw}>{flawText(flaw)}</li>
        ))}
      </ul>
      {flaws.includes('redirect-uri-missing') && <RedirectUri uri={redirectUri} />}
    </div>
  );
}
