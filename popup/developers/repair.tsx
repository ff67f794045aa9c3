import type { CauseCode, Explanation } from '../../src/domain/explanation.ts';
import type { View } from '../../src/domain/view.ts';
import type { RepairActions } from './actions.ts';

interface RepairProps {
  readonly explanation: Explanation;
  readonly view: View;
  readonly actions: RepairActions;
}

interface Mend {
  readonly label: string;
  readonly act: () => void;
}

/** What Latchkey itself can do about a cause. */
export function Repair(props: RepairProps) {
  const mend = MENDS[props.explanation.cause.code]?.(props) ?? null;
  if (mend === null) return null;
  return (
    <button type="button" class="first" onClick={mend.act}>
      {mend.label}
    </button>
  );
}

const MENDS: Partial<Record<CauseCode, (props: RepairProps) => Mend | null>> = {
  'host-not-allowed': allowHost,
  'policy-never': ({ actions }) => ({ label: 'Change the pod’s policy', act: actions.openPods }),
  'not-a-pod': ({ actions }) => ({ label: 'Add the pod', act: actions.openPods }),
  'signed-out': signInAgain,
  'session-ended': signInAgain,
  'not-renewed': signInAgain,
  'site-not-granted': connect,
  'mode-not-granted': connect,
};

/** The browser asks for hosts by their addresses; what the question is about names all that may be closed. */
function allowHost({ explanation: { question, closed }, actions }: RepairProps): Mend {
  const urls = [question.url.href, ...(question.site === null ? [] : [question.site])];
  const [first = question.url.href, ...others] = urls.filter((url) => closed.includes(new URL(url).host));
  return { label: `Allow ${closed.join(', ')}`, act: () => actions.letOnto([first, ...others]) };
}

function signInAgain({ explanation: { identity }, actions }: RepairProps): Mend | null {
  return identity === null ? null : { label: 'Sign in again', act: () => actions.signInAgain(identity) };
}

/** A site is connected in its tab: from a popup over another page it is not at hand. */
function connect({ explanation: { question }, view, actions }: RepairProps): Mend | null {
  const { site } = view;
  if (site === null || site.site !== question.site) return null;
  return { label: 'Connect this site', act: () => actions.connectSite(site, [question.url.href]) };
}
