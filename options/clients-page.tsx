import { TurnedOff } from '../src/ui/set-by-organisation.tsx';
import { ClientRow } from './client-row.tsx';
import { CredentialsSection } from './credentials-section.tsx';
import { DocumentCheck } from './document-check.tsx';
import { DocumentMaker } from './document-maker.tsx';
import { labelOf } from './labels.ts';
import type { PageProps } from './page-props.ts';
import './clients.css';

/** How Latchkey is known at each issuer, and what it takes to be known in another way. */
export function ClientsPage({ view, params, actions }: PageProps) {
  const { redirectUri, managed } = view;
  const isOff = managed.featuresOff.includes('customClients');
  return (
    <>
      <p class="lead">
        The client ID is the name by which an issuer knows Latchkey. Client authentication and DPoP are two
        different things, and Latchkey sends both: the first shows the issuer which app asks for tokens, the
        second binds these tokens to your key.
      </p>
      <Clients view={view} params={params} actions={actions} />
      <DocumentMaker redirectUri={redirectUri} />
      <DocumentCheck redirectUri={redirectUri} onCheck={actions.checkClientDocument} />
      {isOff ? (
        <TurnedOff what="Client IDs of your own" />
      ) : (
        <CredentialsSection view={view} actions={actions} />
      )}
    </>
  );
}

function Clients({ view, params, actions }: Omit<PageProps, 'version'>) {
  const { issuers, redirectUri, managed } = view;
  const all = issuers.map(({ issuer }) => issuer);
  const isOff = managed.featuresOff.includes('customClients');
  const isSet = (issuer: string) =>
    managed.issuers.some((one) => one.issuer === issuer && one.clientId !== undefined);
  if (issuers.length === 0) {
    return (
      <p class="card pad empty">
        You trust no issuer yet. Once you do, you choose here how it knows Latchkey.
      </p>
    );
  }
  return (
    <ul class="card rows" aria-label="Clients">
      {issuers.map((one) => (
        <ClientRow
          key={one.issuer}
          view={one}
          label={labelOf(one.issuer, all)}
          redirectUri={redirectUri}
          isManaged={isSet(one.issuer)}
          isFixed={isOff || isSet(one.issuer)}
          isMeant={params.get('issuer') === one.issuer}
          onSave={(choice, secret) => actions.chooseClient(one.issuer, choice, secret)}
        />
      ))}
    </ul>
  );
}
