import { ClientRow } from './client-row.tsx';
import { CredentialsSection } from './credentials-section.tsx';
import { DocumentCheck } from './document-check.tsx';
import { DocumentMaker } from './document-maker.tsx';
import { labelOf } from './labels.ts';
import type { PageProps } from './page-props.ts';
import './clients.css';

/** How Latchkey is known at each issuer, and what it takes to be known in another way. */
export function ClientsPage({ view, params, actions }: PageProps) {
  const { issuers, redirectUri } = view;
  const all = issuers.map(({ issuer }) => issuer);
  return (
    <>
      <p class="lead">
        The client ID is the name by which an issuer knows Latchkey. Client authentication and DPoP are two
        different things, and Latchkey sends both: the first shows the issuer which app asks for tokens, the
        second binds these tokens to your key.
      </p>
      {issuers.length === 0 ? (
        <p class="card pad empty">
          You trust no issuer yet. Once you do, you choose here how it knows Latchkey.
        </p>
      ) : (
        <ul class="card rows" aria-label="Clients">
          {issuers.map((one) => (
            <ClientRow
              key={one.issuer}
              view={one}
              label={labelOf(one.issuer, all)}
              redirectUri={redirectUri}
              isMeant={params.get('issuer') === one.issuer}
              onSave={(choice, secret) => actions.chooseClient(one.issuer, choice, secret)}
            />
          ))}
        </ul>
      )}
      <DocumentMaker redirectUri={redirectUri} />
      <DocumentCheck redirectUri={redirectUri} onCheck={actions.checkClientDocument} />
      <CredentialsSection view={view} actions={actions} />
    </>
  );
}
