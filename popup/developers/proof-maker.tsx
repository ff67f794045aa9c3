import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { parseWebUrl, withoutFragment } from '../../src/domain/address.ts';
import type { IdentityView } from '../../src/domain/view.ts';
import { useTask } from '../../src/ui/task.ts';
import { TaskNotice } from '../../src/ui/task-notice.tsx';
import { TextField } from '../../src/ui/text-field.tsx';
import type { DeveloperActions } from './actions.ts';
import { MadeProof } from './made-proof.tsx';
import { addressToTry } from './proof-address.ts';
import type { ProvenRequest } from './snippets.ts';

interface ProofMakerProps {
  readonly identity: IdentityView;
  readonly now: ReadonlySignal<number>;
  readonly actions: DeveloperActions;
}

/** Makes a DPoP proof for one request (RFC 9449 section 4), and the request itself. */
export function ProofMaker({ identity, now, actions }: ProofMakerProps) {
  const { state, run } = useTask<ProvenRequest>();
  const draft = useDraft(identity, actions);
  return (
    <section class="card pad stack" aria-labelledby="proof-maker">
      <h2 id="proof-maker" tabIndex={-1}>
        Proof maker
      </h2>
      <p class="small dim">
        Makes the two headers of one request, for you to send from here or from elsewhere.
      </p>
      <ProofForm draft={draft} onMake={() => run(made(draft, identity, actions))} />
      <TaskNotice state={state} doing="Making the proof…" />
      {state.step === 'done' && (
        <MadeProof
          key={state.result.headers.dpop}
          request={state.result}
          now={now}
          actions={actions}
          onNonce={(nonce) => {
            draft.nonce.value = nonce;
          }}
        />
      )}
    </section>
  );
}

/** What a proof is to be made for, as it is typed. */
interface Draft {
  readonly method: Signal<string>;
  readonly address: Signal<string>;
  readonly nonce: Signal<string>;
}

function ProofForm({ draft, onMake }: { draft: Draft; onMake: () => void }) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onMake();
      }}
    >
      <TextField label="Method" value={draft.method} />
      <TextField label="URL" value={draft.address} isUrl />
      <TextField
        label="Nonce"
        value={draft.nonce}
        isOptional
        hint="Optional: left empty, it is the one that the server gave last, if any."
      />
      <div class="row">
        <button type="submit" class="first">
          Make proof
        </button>
      </div>
    </form>
  );
}

async function made(draft: Draft, { id }: IdentityView, { sign }: DeveloperActions): Promise<ProvenRequest> {
  // Pages send the methods that there are in capitals, however they are typed.
  const method = draft.method.value.trim().toUpperCase();
  const url = parseWebUrl(draft.address.value.trim());
  const nonce = draft.nonce.value.trim();
  const headers = await sign({ id, method, url: withoutFragment(url), nonce: nonce === '' ? null : nonce });
  return { method, url, headers };
}

/** Begins with a GET of what may be meant, until somebody types something else. */
function useDraft(identity: IdentityView, { openAddress, knownPods }: DeveloperActions): Draft {
  const draft = {
    method: useSignal('GET'),
    address: useSignal(addressToTry(null, identity, [])),
    nonce: useSignal(''),
  };
  useEffect(() => {
    const untouched = draft.address.value;
    void Promise.all([openAddress(), knownPods()]).then(([open, pods]) => {
      if (draft.address.value === untouched) draft.address.value = addressToTry(open, identity, pods);
    });
  }, []);
  return draft;
}
