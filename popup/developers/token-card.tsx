import type { ReadonlySignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import type { Issuer } from '../../src/domain/identity.ts';
import type { Inspection } from '../../src/domain/inspection.ts';
import { type DecodedToken, decodeToken, timeIn } from '../../src/inspect/decoded-token.ts';
import type { TaskState } from '../../src/ui/task.ts';
import type { DeveloperActions } from './actions.ts';
import { CheckList } from './check-list.tsx';
import { MemberTree } from './member-tree.tsx';
import { membersOf } from './members.ts';
import { Secrets } from './secrets.tsx';
import { distanceText } from './times.ts';
import { checksOf, type TokenName, useSignature } from './use-checks.ts';

const TITLES: Readonly<Record<TokenName, string>> = { access: 'Access token', id: 'ID token' };

/** What follows once a token has expired. */
const EXPIRED: Readonly<Record<TokenName, string>> = {
  access: 'Latchkey gets a new one with the next request that it signs.',
  id: 'Its work was done with the sign-in: that it has expired changes nothing.',
};

interface TokenCardProps {
  readonly name: TokenName;
  readonly token: string;
  /** When it ends by the issuer’s own word, where the token itself does not tell. */
  readonly expiresAt: number | null;
  readonly inspection: Inspection;
  readonly named: TaskState<readonly Issuer[]>;
  readonly now: ReadonlySignal<number>;
  readonly actions: DeveloperActions;
}

/** One token: when it ends, what it was checked for, what it says, and its text for who asks for it. */
export function TokenCard({ name, token, expiresAt, inspection, named, now, actions }: TokenCardProps) {
  const id = useId();
  const decoded = useMemo(() => decodeToken(token), [token]);
  const signature = useSignature(token, decoded.is === 'jwt', inspection, actions);
  const end = decoded.is === 'jwt' ? timeIn(decoded.claims, 'exp') : expiresAt;
  const isExpired = end !== null && end <= now.value;
  return (
    <section class="card pad stack token" aria-labelledby={id}>
      <div class="row wrap">
        <h2 class="grow" id={id} tabIndex={-1}>
          {TITLES[name]}
        </h2>
        {end !== null && <Countdown end={end} now={now.value} />}
      </div>
      {isExpired && <p class="small dim">{EXPIRED[name]}</p>}
      {decoded.is === 'opaque' && (
        <p class="small">This token is opaque: it is no JWT, and only its issuer knows what it says.</p>
      )}
      <CheckList checks={checksOf(name, decoded, inspection, { named, signature, now: now.value })} />
      {decoded.is === 'jwt' && <Parts decoded={decoded} now={now.value} />}
      <Secrets key={token} secrets={[{ title: 'Raw text', text: token }]}>
        {name === 'access'
          ? 'The token itself is hidden. Without the key it is of no use, unless it is bound to none.'
          : 'The token itself is hidden. It tells whoever reads it who you are.'}
      </Secrets>
    </section>
  );
}

/** A timer is not read out at each of its changes. */
function Countdown({ end, now }: { end: number; now: number }) {
  const isOver = end <= now;
  return (
    <span role="timer" class={`pill ${isOver ? 'bad' : 'good'}`}>
      {isOver ? 'expired' : 'expires'} {distanceText(end, now)}
    </span>
  );
}

interface PartsProps {
  readonly decoded: Extract<DecodedToken, { is: 'jwt' }>;
  readonly now: number;
}

function Parts({ decoded: { header, claims }, now }: PartsProps) {
  return (
    <>
      <h3>Header</h3>
      <MemberTree members={membersOf(header, 'header')} now={now} />
      <h3>Claims</h3>
      <MemberTree members={membersOf(claims, 'claims')} now={now} />
    </>
  );
}
