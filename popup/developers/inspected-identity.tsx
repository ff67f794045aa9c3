import type { Inspection } from '../../src/domain/inspection.ts';
import type { IdentityView } from '../../src/domain/view.ts';
import type { DeveloperActions } from './actions.ts';
import { useClock } from './clock.ts';
import { KeyCard } from './key-card.tsx';
import { Parts } from './parts.tsx';
import { ProofMaker } from './proof-maker.tsx';
import { TokenCard } from './token-card.tsx';
import { useNamedIssuers } from './use-checks.ts';

interface InspectedIdentityProps {
  readonly identity: IdentityView;
  readonly inspection: Inspection;
  readonly actions: DeveloperActions;
}

/** What an identity holds: its tokens beside its key where there is room, else one below the other. */
export function InspectedIdentity({ identity, inspection, actions }: InspectedIdentityProps) {
  const now = useClock();
  const named = useNamedIssuers(inspection, actions);
  const { tokens } = inspection;
  const shared = { inspection, named, now, actions };
  return (
    <>
      {tokens !== null && <Parts />}
      <div class="columns">
        <div class="column">
          {tokens === null ? (
            <NoTokens identity={identity} />
          ) : (
            <>
              <TokenCard name="access" token={tokens.accessToken} expiresAt={tokens.expiresAt} {...shared} />
              {tokens.idToken === null ? (
                <NoIdToken />
              ) : (
                <TokenCard name="id" token={tokens.idToken} expiresAt={null} {...shared} />
              )}
            </>
          )}
        </div>
        <div class="column">
          <KeyCard inspection={inspection} now={now} />
          {tokens !== null && <ProofMaker identity={identity} now={now} actions={actions} />}
        </div>
      </div>
    </>
  );
}

function NoTokens({ identity: { name, state } }: { identity: IdentityView }) {
  return (
    <div class="card pad stack">
      <p>
        {state === 'login-required' ? (
          <>
            The issuer has ended the session of <bdi>{name}</bdi>.
          </>
        ) : (
          <>
            <bdi>{name}</bdi> is signed out.
          </>
        )}
      </p>
      <p class="small dim">There are no tokens, and nothing is signed. Sign in again under Identities.</p>
    </div>
  );
}

function NoIdToken() {
  return (
    <section class="card pad stack" aria-labelledby="no-id-token">
      <h2 id="no-id-token" tabIndex={-1}>
        ID token
      </h2>
      <p class="small dim">There is none: this client signs in by its own credentials, without a person.</p>
    </section>
  );
}
