import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { View } from '../../src/domain/view.ts';
import { TextField } from '../../src/ui/text-field.tsx';
import { type ExplainActions, ExplanationResult, useExplanation } from './explain.tsx';
import { type Draft, draftOf, questionOf } from './explain-question.ts';

interface ExplainPageProps {
  readonly params: URLSearchParams;
  readonly view: View;
  readonly actions: ExplainActions;
}

/** Explains the request that the address names, or one that is typed. */
export function ExplainPage({ params, view, actions }: ExplainPageProps) {
  const fields = useFields(draftOf(params));
  const explanation = useExplanation(actions);
  const start = () => explanation.start(() => questionOf(draftIn(fields), view));
  // An address that names a request was followed to have it explained.
  useEffect(() => {
    if (fields.url.value !== '') start();
  }, []);
  return (
    <section class="explain" aria-label="Explain">
      <ExplanationResult explanation={explanation} view={view} actions={actions} />
      <ExplainForm fields={fields} view={view} onExplain={start} />
    </section>
  );
}

type Fields = { readonly [Name in keyof Draft]: Signal<string> };

function useFields(draft: Draft): Fields {
  return {
    url: useSignal(draft.url),
    method: useSignal(draft.method),
    site: useSignal(draft.site),
    identity: useSignal(draft.identity),
    proof: useSignal(draft.proof),
  };
}

function draftIn({ url, method, site, identity, proof }: Fields): Draft {
  return {
    ...{ url: url.value, method: method.value, site: site.value },
    ...{ identity: identity.value, proof: proof.value },
  };
}

interface ExplainFormProps {
  readonly fields: Fields;
  readonly view: View;
  readonly onExplain: () => void;
}

function ExplainForm({ fields, view, onExplain }: ExplainFormProps) {
  return (
    <form
      class="card pad stack"
      onSubmit={(event) => {
        event.preventDefault();
        onExplain();
      }}
    >
      <h2>Why was a request refused?</h2>
      <TextField label="URL" value={fields.url} isUrl />
      <TextField label="Method" value={fields.method} />
      <TextField
        label="Site"
        value={fields.site}
        isUrl
        isOptional
        hint="The origin of the page that asked; empty for a page that you opened yourself."
      />
      <IdentityField view={view} value={fields.identity} />
      <TextField
        label="DPoP proof"
        value={fields.proof}
        isOptional
        hint="The header DPoP of the refused request, if you have it."
      />
      <div class="row wrap">
        <button type="submit" class="first">
          Explain
        </button>
        <a class="small" href="#inspector">
          Back to the inspector
        </a>
      </div>
    </form>
  );
}

function IdentityField({ view, value }: { view: View; value: { value: string } }) {
  return (
    <div class="field">
      <label for="explain-identity">Identity</label>
      <select
        id="explain-identity"
        value={value.value}
        onChange={(event) => {
          value.value = event.currentTarget.value;
        }}
      >
        <option value="">Whoever Latchkey would take</option>
        {view.identities.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
