import { hostPattern, type StorageRoot } from '../src/domain/pod.ts';
import { hostOf } from '../src/ui/host.ts';
import type { Actions } from './actions.ts';

/** Asks for the hosts that the browser keeps Latchkey from: without them a private page of a pod stays shut. */
export function UnopenedPods({ pods, actions }: { pods: readonly StorageRoot[]; actions: Actions }) {
  const byPermission = new Map(pods.map((pod) => [hostPattern(pod), pod]));
  return (
    <section class="card pad stack" aria-label="Pods that do not open yet">
      <p class="small">To open your private pages, Latchkey has to be let onto the host that keeps them.</p>
      {[...byPermission].map(([pattern, pod]) => (
        <button type="button" key={pattern} class="whole" onClick={() => actions.openPod(pod)}>
          Allow opening pods at {hostOf(pod)}
        </button>
      ))}
    </section>
  );
}
