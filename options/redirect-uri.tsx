import { CopyButton } from '../src/ui/copy-button.tsx';

/** Where issuers send people back to: what a client has to register, or a document to list. */
export function RedirectUri({ uri }: { uri: string }) {
  return (
    <div class="field">
      <p>Redirect URI of this browser’s Latchkey</p>
      <div class="row wrap">
        <code class="grow">{uri}</code>
        <CopyButton label="Copy redirect URI" text={() => uri} />
      </div>
    </div>
  );
}
