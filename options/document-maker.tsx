import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { parseWebUrl } from '../src/domain/address.ts';
import { generateClientDocument } from '../src/domain/client-document.ts';
import { CopyButton } from '../src/ui/copy-button.tsx';
import { TextField } from '../src/ui/text-field.tsx';

/** Writes the Client ID Document that a person then hosts. */
export function DocumentMaker({ redirectUri }: { redirectUri: string }) {
  const address = useSignal('');
  const url = hostable(address.value.trim());
  const text = url === null ? null : generateClientDocument({ clientId: url, redirectUris: [redirectUri] });
  return (
    <section class="card pad stack" aria-labelledby="make">
      <h2 id="make">Make a Client ID Document</h2>
      <p class="dim">
        Host it where everyone can read it, as <code>application/ld+json</code>. Its URL then is your client
        ID, at every issuer that reads such documents.
      </p>
      <TextField
        label="Where you will host it (URL)"
        value={address}
        isUrl
        placeholder="https://alice.pod.example/latchkey.jsonld"
        {...(url === null && address.value !== ''
          ? { hint: 'Type the whole URL, with https:// and without a fragment.' }
          : {})}
      />
      {text !== null && (
        <>
          <pre class="mono">{text}</pre>
          <div class="row wrap">
            <CopyButton label="Copy" text={() => text} />
            <Download text={text} />
          </div>
        </>
      )}
    </section>
  );
}

/** Null for what can be no client ID: nothing answers at a fragment, and everyone has to reach it safely. */
function hostable(typed: string): URL | null {
  try {
    const url = parseWebUrl(typed);
    return url.hash === '' ? url : null;
  } catch {
    // While it is being typed it mostly is no URL yet.
    return null;
  }
}

function Download({ text }: { text: string }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'application/ld+json' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return (
    <a class="button" href={url} download="client.jsonld">
      Download
    </a>
  );
}
