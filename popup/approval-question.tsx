import { useRef } from 'preact/hooks';
import type { ApprovalView, View } from '../src/domain/view.ts';
import { hostOf } from '../src/ui/host.ts';
import { useReveal } from '../src/ui/reveal.ts';
import type { ApprovalActions } from './approval-actions.ts';
import { ApprovalAnswers } from './approval-answers.tsx';
import { As } from './approval-as.tsx';
import { Parts } from './approval-parts.tsx';
import { ApprovalSignIn } from './approval-sign-in.tsx';
import { SiteWords } from './approval-words.tsx';
import { useDraft } from './draft.ts';

interface ApprovalQuestionProps {
  readonly question: ApprovalView;
  readonly view: View;
  readonly actions: ApprovalActions;
}

/** Who asks, as whom it would be, for what, and the answers. Whoever is not signed in does that first. */
export function ApprovalQuestion({ question, view, actions }: ApprovalQuestionProps) {
  const draft = useDraft(question, view);
  const isSomebody = view.identities.some(({ state }) => state === 'signed-in');
  return (
    <>
      <main>
        <Heading key={isSomebody} question={question} />
        {question.reason !== null && <SiteWords words={question.reason} />}
        <ApprovalSignIn view={view} actions={actions} isNeeded={!isSomebody} />
        <As
          identities={view.identities}
          preselected={draft.preselected}
          chosen={draft.identity}
          onChoose={draft.choose}
          onSignInAgain={(id) => {
            draft.choose(id);
            actions.signInAgain(id);
          }}
        />
        {isSomebody && <Parts draft={draft} />}
        {question.isPodHost && <PodHostNote host={hostOf(question.site)} />}
        <p class="small dim">
          The site never sees your password or your keys. You can take this back at any time in Latchkey’s
          popup.
        </p>
      </main>
      <ApprovalAnswers question={question} isReady={isSomebody} draft={draft} actions={actions} />
    </>
  );
}

/** It takes the focus when the question comes, and again once the person has signed in. */
function Heading({ question: { site, access, isFirst } }: { question: ApprovalView }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useReveal(heading, { takesFocus: true });
  const isReadOnly = access?.every(({ modes }) => modes.every((mode) => mode === 'read')) ?? false;
  return (
    <div>
      <h1 class="whole" tabIndex={-1} ref={heading}>
        <bdi dir="ltr">{hostOf(site)}</bdi> asks to {isReadOnly ? 'read' : 'use'} your pods
      </h1>
      <p class="small dim origin">
        <bdi class="mono" dir="ltr">
          {site}
        </bdi>
        {isFirst && ' · for the first time'}
      </p>
    </div>
  );
}

function PodHostNote({ host }: { host: string }) {
  return (
    <p class="notice small">
      This is a pod’s own host. Every page stored on {host} could use this, also pages that other people may
      put there.
    </p>
  );
}
