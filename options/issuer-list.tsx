import { useRef } from 'preact/hooks';
import type { Issuer } from '../src/domain/identity.ts';
import type { WholeView } from '../src/domain/view.ts';
import { useTask } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import type { Actions } from './actions.ts';
import { useFocusAfterRemoval } from './focus-after-removal.ts';
import { IssuerRow } from './issuer-row.tsx';
import { labelOf } from './labels.ts';

interface IssuerListProps {
  readonly view: WholeView;
  readonly actions: Actions;
  readonly onExamine: (address: string) => void;
}

/** The trusted issuers. What comes of a removal is said here, as the row itself goes away. */
export function IssuerList({ view, actions, onExamine }: IssuerListProps) {
  const removing = useTask<string>();
  const list = useRef<HTMLDivElement>(null);
  useFocusAfterRemoval(view.issuers.length, list);
  const remove = async (issuer: Issuer, label: string) => {
    await actions.removeIssuer(issuer);
    return label;
  };
  return (
    <div class="stack" ref={list} tabIndex={-1}>
      <TaskNotice
        state={removing.state}
        doing="Signing out and removing…"
        done={(label) => (
          <span>
            Latchkey no longer trusts <strong dir="ltr">{label}</strong>.
          </span>
        )}
      />
      {view.issuers.length === 0 ? (
        <p class="card pad empty">
          You trust no issuer yet. The first sign-in at one asks you, or you add one above.
        </p>
      ) : (
        <Rows
          view={view}
          actions={actions}
          onExamine={onExamine}
          onRemove={(issuer, label) => removing.run(remove(issuer, label))}
        />
      )}
    </div>
  );
}

interface RowsProps extends IssuerListProps {
  readonly onRemove: (issuer: Issuer, label: string) => void;
}

function Rows({ view: { issuers, identities, managed }, actions, onExamine, onRemove }: RowsProps) {
  const all = issuers.map(({ issuer }) => issuer);
  return (
    <ul class="card rows" aria-label="Trusted issuers">
      {issuers.map((view) => {
        const label = labelOf(view.issuer, all);
        return (
          <IssuerRow
            key={view.issuer}
            view={view}
            label={label}
            set={managed.issuers.find(({ issuer }) => issuer === view.issuer)}
            identities={identities.filter(({ issuer }) => issuer === view.issuer)}
            onExamine={() => onExamine(view.issuer)}
            onRemove={() => onRemove(view.issuer, label)}
            onLegacy={(legacy) => actions.setLegacy(view.issuer, legacy)}
          />
        );
      })}
    </ul>
  );
}
