import { render } from 'preact';
import { Approval, type ApprovalState } from '../../popup/approval.tsx';
import { APPROVAL_SCENES, type ApprovalScene } from './approve-scenes.ts';

/** Draws the approval window of the scene named in the address; an answer shows in the page's title. */
const name = new URL(location.href).searchParams.get('scene') ?? 'asks';

function stateOf(scene: ApprovalScene): ApprovalState {
  if (scene === null) return { step: 'reading' };
  return 'code' in scene ? { step: 'failed', failure: scene } : { step: 'asking', question: scene };
}

const root = document.getElementById('app');
if (root !== null) {
  render(
    <Approval
      state={stateOf(APPROVAL_SCENES[name] ?? null)}
      onAnswer={(answer) => {
        document.title = `answered ${answer}`;
      }}
      onClose={() => {
        document.title = 'closed';
      }}
    />,
    root,
  );
}
