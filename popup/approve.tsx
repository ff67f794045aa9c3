import { signal } from '@preact/signals';
import { render } from 'preact';
import { toFailure } from '../src/domain/errors.ts';
import type { ApprovalAnswer } from '../src/domain/view.ts';
import { call } from '../src/messaging/client.ts';
import { Approval, type ApprovalState } from './approval.tsx';

/** The approval window's entry: it reads the question named in the address and gives the worker the answer. */
const approval = new URL(location.href).searchParams.get('approval') ?? '';
const state = signal<ApprovalState>({ step: 'reading' });

function fail(error: unknown): void {
  state.value = { step: 'failed', failure: toFailure(error) };
}

function answer(given: ApprovalAnswer): void {
  state.value = { step: 'reading' };
  call('answerApproval', { approval, answer: given }).then(() => window.close(), fail);
}

function Page() {
  return <Approval state={state.value} onAnswer={answer} onClose={() => window.close()} />;
}

const root = document.getElementById('app');
if (root !== null) render(<Page />, root);

call('readApproval', { approval }).then((question) => {
  state.value = { step: 'asking', question };
}, fail);
