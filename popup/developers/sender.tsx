import { useSignal } from '@preact/signals';
import { DangerButtons } from '../../src/ui/danger-buttons.tsx';
import { hostOf } from '../../src/ui/host.ts';
import { Question } from '../../src/ui/notice.tsx';
import { type Task, useTask } from '../../src/ui/task.ts';
import { TaskNotice } from '../../src/ui/task-notice.tsx';
import type { DeveloperActions } from './actions.ts';
import { Answer } from './answer.tsx';
import type { SentAnswer } from './sending.ts';
import type { ProvenRequest } from './snippets.ts';

/** The methods that change nothing (RFC 9110 section 9.2.1), as far as a page may send them. */
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

interface SenderProps {
  readonly request: ProvenRequest;
  readonly actions: DeveloperActions;
  readonly onNonce: (nonce: string) => void;
}

/** Sends a request, after a question where it changes something, and shows what came back. */
export function Sender({ request, actions, onNonce }: SenderProps) {
  const task = useTask<SentAnswer>();
  const isAsking = useSignal(false);
  const isUsed = useSignal(false);
  const send = () => {
    isAsking.value = false;
    task.run(
      actions.send(request).then((answer) => {
        isUsed.value = true;
        return answer;
      }),
    );
  };
  return (
    <div class="stack">
      <SendButton
        isUsed={isUsed.value}
        onSend={() => {
          if (SAFE.includes(request.method)) send();
          else isAsking.value = true;
        }}
      />
      {isAsking.value && (
        <ChangeQuestion
          request={request}
          onSend={send}
          onCancel={() => {
            isAsking.value = false;
          }}
        />
      )}
      <Outcome request={request} task={task} actions={actions} onNonce={onNonce} />
    </div>
  );
}

function SendButton({ isUsed, onSend }: { isUsed: boolean; onSend: () => void }) {
  return (
    <div class="row">
      <button type="button" onClick={onSend}>
        Send
      </button>
      {isUsed && <span class="pill">used</span>}
      <p class="small dim grow">
        {isUsed
          ? 'Sent again, it shows how the server refuses it.'
          : 'Sends it from here, without cookies and without a body.'}
      </p>
    </div>
  );
}

interface ChangeQuestionProps {
  readonly request: ProvenRequest;
  readonly onSend: () => void;
  readonly onCancel: () => void;
}

function ChangeQuestion({ request: { method, url }, onSend, onCancel }: ChangeQuestionProps) {
  return (
    <Question title={`${method} may change or delete what is at ${url.host}. Send it without a body?`}>
      <DangerButtons label={`Send ${method}`} onDo={onSend} onCancel={onCancel} />
    </Question>
  );
}

interface OutcomeProps extends SenderProps {
  readonly task: Task<SentAnswer>;
}

function Outcome({ request: { url }, task: { state, reset }, actions, onNonce }: OutcomeProps) {
  const isKept = state.step === 'failed' && state.failure.code === 'permission-missing';
  return (
    <>
      <TaskNotice state={state} doing="Waiting for the answer…">
        {isKept && (
          <button
            type="button"
            onClick={() => void actions.allowHost(url.href).then((isAllowed) => isAllowed && reset())}
          >
            Allow {hostOf(url.href)}
          </button>
        )}
      </TaskNotice>
      {state.step === 'done' && <Answer answer={state.result} onNonce={onNonce} />}
    </>
  );
}
