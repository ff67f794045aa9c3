import { useRef } from 'preact/hooks';
import type { StorageRoot } from '../src/domain/pod.ts';
import { useTask } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import { useFocusAfterRemoval } from './focus-after-removal.ts';
import { labelOf } from './labels.ts';
import type { PageProps } from './page-props.ts';
import { PodCard } from './pod-card.tsx';
import { PodForm } from './pod-form.tsx';
import './pods.css';

/** The pods that Latchkey knows, and when and as whom requests to each are signed. */
export function PodsPage({ view, actions }: PageProps) {
  return (
    <>
      <p class="lead">
        Latchkey opens private pages in these pods. It knows those that your profiles name, and those that you
        add.
      </p>
      <PodForm onAdd={actions.addPod} />
      <PodList view={view} actions={actions} />
      {view.pods.length > 0 && (
        <p class="small dim">
          This browser asks for every page unsigned first. Who you are to a site, you choose in the popup.
        </p>
      )}
    </>
  );
}

/** What comes of a removal is said here, as the card itself goes away. */
function PodList({ view, actions }: Pick<PageProps, 'view' | 'actions'>) {
  const removing = useTask<string>();
  const list = useRef<HTMLDivElement>(null);
  useFocusAfterRemoval(view.pods.length, list);
  const all = view.pods.map(({ storage }) => storage);
  const remove = async (storage: StorageRoot, label: string) => {
    await actions.removePod(storage);
    return label;
  };
  return (
    <div class="stack pods" ref={list} tabIndex={-1}>
      <TaskNotice
        state={removing.state}
        doing="Removing…"
        done={(label) => (
          <span>
            <strong dir="ltr">{label}</strong> is removed.
          </span>
        )}
      />
      {view.pods.map((pod) => {
        const label = labelOf(pod.storage, all);
        const onRemove = () => removing.run(remove(pod.storage, label));
        return <PodCard key={pod.storage} {...{ pod, label, view, actions, onRemove }} />;
      })}
      {view.pods.length === 0 && (
        <p class="card pad empty">
          No pod is known yet. Sign in, and those that your profile names stand here; or add one above.
        </p>
      )}
    </div>
  );
}
