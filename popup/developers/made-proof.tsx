import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { withoutFragment } from '../../src/domain/address.ts';
import { cleanText } from '../../src/domain/identity.ts';
import { decodeToken, type Json } from '../../src/inspect/decoded-token.ts';
import type { DeveloperActions } from './actions.ts';
import { MemberTree } from './member-tree.tsx';
import { membersOf } from './members.ts';
import { type Secret, Secrets } from './secrets.tsx';
import { Sender } from './sender.tsx';
import { curlOf, fetchOf, type ProvenRequest } from './snippets.ts';
import { localText } from './times.ts';

const MAX_NONCE = 120;

interface MadeProofProps {
  readonly request: ProvenRequest;
  readonly now: ReadonlySignal<number>;
  readonly actions: DeveloperActions;
  /** Takes a nonce that the server gave for the next proof. */
  readonly onNonce: (nonce: string) => void;
}

/** A proof, decoded, what it is good for, and the request that it was made for. */
export function MadeProof({ request, now, actions, onNonce }: MadeProofProps) {
  const decoded = useMemo(() => decodeToken(request.headers.dpop), [request]);
  if (decoded.is === 'opaque') return null;
  const { header, claims } = decoded;
  return (
    <div class="stack proof">
      <Use request={request} claims={claims} />
      <Sender request={request} actions={actions} onNonce={onNonce} />
      <Secrets secrets={secretsOf(request)}>
        The headers and the commands with them are hidden: until it is used, the proof opens what you can
        open.
      </Secrets>
      <h3>Header</h3>
      <MemberTree members={membersOf(header, 'header')} now={now.value} />
      <h3>Claims</h3>
      <MemberTree members={membersOf(claims, 'proof')} now={now.value} />
    </div>
  );
}

/** What the proof is good for, and for how long: that is for each server to say (RFC 9449 section 11.1). */
function Use({ request: { method, url }, claims }: { request: ProvenRequest; claims: Json }) {
  const { iat, nonce } = claims;
  return (
    <div class="notice good" role="status">
      <p>
        It serves one request: <span class="mono">{`${method} ${withoutFragment(url)}`}</span>
      </p>
      <p>
        Servers take it for some seconds to a few minutes after{' '}
        {typeof iat === 'number' ? localText(iat * 1000) : 'iat'}, by their own clock
        {typeof nonce === 'string' && (
          <>
            , and while the nonce <bdi class="mono">{cleanText(nonce, MAX_NONCE)}</bdi> counts
          </>
        )}
        .
      </p>
    </div>
  );
}

function secretsOf(request: ProvenRequest): readonly Secret[] {
  return [
    { title: 'Authorization', text: request.headers.authorization },
    { title: 'DPoP', text: request.headers.dpop },
    { title: 'curl', text: curlOf(request) },
    { title: 'fetch', text: fetchOf(request) },
  ];
}
