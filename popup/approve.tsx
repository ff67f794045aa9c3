import { effect } from '@preact/signals';
import { render } from 'preact';
import { failure, keepView, view } from '../src/ui/worker.ts';
import { Approval } from './approval.tsx';
import { answer, readNext, refuseAll, state } from './questions.ts';
import { actions } from './worker.ts';

/** The approval window's entry: it joins the window to the worker, and looks for the next question at every change. */
const approvalActions = { ...actions, answer, refuseAll, close: () => window.close() };

function Page() {
  return <Approval state={state.value} view={view.value} failure={failure.value} actions={approvalActions} />;
}

const root = document.getElementById('app');
if (root !== null) render(<Page />, root);

keepView(null);
effect(() => {
  if (view.value !== null) void readNext();
});
