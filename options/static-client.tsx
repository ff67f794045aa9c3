import { useId } from 'preact/hooks';
import { AUTH_METHODS, type ClientView } from '../src/domain/client.ts';
import { CopyButton } from '../src/ui/copy-button.tsx';
import { TextField } from '../src/ui/text-field.tsx';
import { type ClientDraft, needsSecret } from './client-draft.ts';
import { METHOD_ABOUT } from './client-text.ts';
import { RedirectUri } from './redirect-uri.tsx';

interface StaticClientProps {
  readonly draft: ClientDraft;
  readonly client: ClientView;
  readonly redirectUri: string;
}

/** The part of the form for a client ID that whoever runs the issuer gave out. */
export function StaticClient({ draft, client, redirectUri }: StaticClientProps) {
  const { hasSecret, publicJwk } = client;
  return (
    <>
      <RedirectUri uri={redirectUri} />
      <TextField label="Client ID" value={draft.staticId} />
      <MethodChoice draft={draft} />
      {needsSecret(draft) && (
        <TextField
          label="Client secret"
          value={draft.secret}
          isSecret
          isOptional={hasSecret}
          hint={
            hasSecret
              ? 'A secret is kept; type a new one to replace it.'
              : 'It is kept in this browser and never shown again.'
          }
        />
      )}
      {draft.method.value === 'private_key_jwt' && <PublicKey jwk={publicJwk} />}
    </>
  );
}

function MethodChoice({ draft }: { draft: ClientDraft }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>Client authentication</label>
      <select
        id={id}
        value={draft.method.value}
        aria-describedby={`${id}-about`}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          draft.method.value = AUTH_METHODS.find((method) => method === chosen) ?? 'none';
        }}
      >
        {AUTH_METHODS.map((method) => (
          <option key={method} value={method}>
            {method}
          </option>
        ))}
      </select>
      <p class="small dim" id={`${id}-about`}>
        {METHOD_ABOUT[draft.method.value]} A DPoP proof is sent besides.
      </p>
    </div>
  );
}

/** The issuer has to know the public key; it exists once the choice has been saved. */
function PublicKey({ jwk }: { jwk: ClientView['publicJwk'] }) {
  if (jwk === null) {
    return (
      <p class="small dim">
        Save first. Latchkey then makes the key and shows its public half here, for the issuer to register.
      </p>
    );
  }
  const text = JSON.stringify(jwk, null, 2);
  return (
    <section class="field" aria-label="Public key">
      <p>Public key, for the issuer to register</p>
      <pre class="mono">{text}</pre>
      <CopyButton label="Copy public key" text={() => text} />
    </section>
  );
}
