import type { View } from '../../src/domain/view.ts';
import { FailureNotice } from '../../src/ui/notice.tsx';
import { Loading } from '../loading.tsx';
import { type ExplainActions, ExplanationResult, useExplanation } from './explain.tsx';
import type { FailedRequest } from './failed-request.ts';
import './panel.css';

interface PanelProps {
  /** Null until the worker has sent its first view. */
  readonly view: View | null;
  readonly requests: readonly FailedRequest[];
  readonly tabId: number;
  readonly actions: ExplainActions;
}

/** Nothing is signed then, and that is all that there is to explain. */
const LOCKED = { code: 'locked', subject: '' } as const;

/** What failed in the inspected page, and why. */
export function Panel({ view, ...rest }: PanelProps) {
  return (
    <main class="devtools-panel">
      {view === null && <Loading />}
      {view?.lock.state === 'locked' && <FailureNotice failure={LOCKED} />}
      {view !== null && view.lock.state !== 'locked' && <Failures view={view} {...rest} />}
    </main>
  );
}

function Failures({ view, requests, tabId, actions }: PanelProps & { readonly view: View }) {
  const explanation = useExplanation(view, actions);
  const explain = ({ url, method, site, sent }: FailedRequest) =>
    explanation.start(() => ({ url, method, site, sent, tabId, identity: null }));
  return (
    <>
      <section class="stack" aria-label="Refused requests">
        <h1>Refused requests of this page</h1>
        {requests.length === 0 && (
          <p class="dim">
            None yet. What is refused from now on stands here; reload the page to see the rest.
          </p>
        )}
        <ul class="requests">
          {requests.map((request, index) => (
            <li key={requests.length - index}>
              <button type="button" class="request" onClick={() => explain(request)}>
                <span class="pill bad">{request.status === 0 ? 'none' : request.status}</span>
                <span>{request.method}</span>
                <span class="whole">{request.url.href}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <div class="explain">
        <ExplanationResult explanation={explanation} view={view} actions={actions} />
      </div>
    </>
  );
}
