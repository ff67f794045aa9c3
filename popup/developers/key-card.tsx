import type { ReadonlySignal } from '@preact/signals';
import type { Inspection } from '../../src/domain/inspection.ts';
import { CopyButton } from '../../src/ui/copy-button.tsx';
import { MemberTree } from './member-tree.tsx';
import { membersOf } from './members.ts';

interface KeyCardProps {
  readonly inspection: Inspection;
  readonly now: ReadonlySignal<number>;
}

/** An identity's DPoP key, of which the public half can be shown. */
export function KeyCard({ inspection: { publicJwk, jkt }, now }: KeyCardProps) {
  return (
    <section class="card pad stack" aria-labelledby="dpop-key">
      <h2 id="dpop-key" tabIndex={-1}>
        DPoP key
      </h2>
      <p class="small dim">
        The private key cannot be read out, not even by Latchkey: the browser signs with it and shows it to
        nobody.
      </p>
      <h3>Public JWK</h3>
      <MemberTree members={membersOf(publicJwk, 'jwk')} now={now.value} />
      <h3>Thumbprint</h3>
      <p class="mono">{jkt}</p>
      <p class="meaning">
        JWK Thumbprint <span class="spec">(RFC 7638)</span>: how cnf.jkt in the access token names this key
      </p>
      <div class="row wrap">
        <CopyButton label="Copy public JWK" text={() => JSON.stringify(publicJwk, null, 2)} />
        <CopyButton label="Copy thumbprint" text={() => jkt} />
      </div>
    </section>
  );
}
