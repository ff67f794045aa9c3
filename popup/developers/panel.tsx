import type { ErrorCode } from '../../src/domain/errors.ts';
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

/** What failed in the inspected page, and why. */
export function Panel({ view, ...rest }: PanelProps) {
  const reason = view === null ? null : reasonOf(view);
  return (
    <main class="devtools-panel">
      {view === null && <Loading />}
      {view !== null &&
        (reason === null ? (
          <Failures view={view} {...rest} />
        ) : (
          <FailureNotice failure={{ code: reason, subject: '' }} />
        ))}
    </main>
  );
}

/** Nothing is signed while it is locked, and that is all that there is to explain then. */
function reasonOf({ lock, managed }: View): ErrorCode | null {
  if (managed.featuresOff.includes('developers')) return 'managed';
  if (lock.state === 'missing') return 'lock-required';
  return lock.state === 'locked' ? 'locked' : null;
}

function Failures({ view, requests, tabId, actions }: PanelProps & { readonly view: View }) {
  const explanation = useExplanation(actions);
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
