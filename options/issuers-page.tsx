import { mayAddIssuers } from '../src/domain/managed.ts';
import { examinationHash, hashOf } from '../src/ui/place.ts';
import { ExaminationPanel } from './examination-panel.tsx';
import { IssuerForm } from './issuer-form.tsx';
import { IssuerList } from './issuer-list.tsx';
import type { PageProps } from './page-props.ts';
import { useExamination } from './use-examination.ts';
import './issuers.css';

/** The issuers that the person trusts, and a closer look at any issuer. */
export function IssuersPage({ view, params, actions }: PageProps) {
  const address = params.get('examine');
  const examination = useExamination(address, actions.examineIssuer);
  const examine = (other: string) => {
    // The same address again is no change of the place, and still a wish to look anew.
    if (other === address) examination.look(other);
    else actions.go(examinationHash(other));
  };
  return (
    <>
      <p class="lead">Latchkey signs you in at these places only. Removing one signs its identities out.</p>
      <IssuerForm
        trusted={view.issuers.map(({ issuer }) => issuer)}
        mayAdd={mayAddIssuers(view.managed)}
        onAdd={actions.addIssuer}
        onExamine={examine}
      />
      <IssuerList view={view} actions={actions} onExamine={examine} />
      {address !== null && (
        <ExaminationPanel
          key={address}
          address={address}
          state={examination.state}
          onAgain={() => examination.look(address)}
          onClose={() => actions.go(hashOf('issuers'))}
        />
      )}
    </>
  );
}
