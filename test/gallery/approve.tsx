import { signal } from '@preact/signals';
import { render } from 'preact';
import { Approval } from '../../popup/approval.tsx';
import type { ApprovalActions } from '../../popup/approval-actions.ts';
import type { View } from '../../src/domain/view.ts';
import { APPROVAL_SCENES } from './approve-scenes.ts';

/** Draws the approval window of the scene named in the address; an answer shows in the page's title. */
const scene = APPROVAL_SCENES[new URL(location.href).searchParams.get('scene') ?? 'asks'];
const view = signal<View | null>(scene?.view ?? null);

function change(parts: Partial<View>): void {
  if (view.value !== null) view.value = { ...view.value, ...parts };
}

function say(words: string): void {
  document.title = words;
}

const actions: ApprovalActions = {
  unlock: () => Promise.resolve(),
  startOver: () => Promise.resolve(),
  signIn: (input) => change({ signIn: { step: 'working', doing: 'finding', input } }),
  signInAgain: () => change({ signIn: { step: 'working', doing: 'waiting-for-person', input: '' } }),
  chooseIssuer: () => change({ signIn: { step: 'working', doing: 'registering', input: '' } }),
  trustIssuer: () => change({ signIn: { step: 'working', doing: 'registering', input: '' } }),
  allowLegacy: () => change({ signIn: { step: 'working', doing: 'finishing', input: '' } }),
  dismissSignIn: () => change({ signIn: { step: 'idle' } }),
  examine: () => undefined,
  answer: (id, reply) => say(`answered ${id} ${JSON.stringify(reply)}`),
  refuseAll: () => say('refused all'),
  dismissFailure: () => undefined,
  close: () => say('closed'),
};

function Page() {
  return (
    <Approval
      state={scene?.state ?? { step: 'reading' }}
      view={view.value}
      failure={scene?.failure ?? null}
      actions={actions}
    />
  );
}

const root = document.getElementById('app');
if (root !== null) render(<Page />, root);
