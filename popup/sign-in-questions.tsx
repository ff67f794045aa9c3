import type { SignIn } from '../src/domain/view.ts';
import { hostOf } from '../src/ui/host.ts';
import { Question } from '../src/ui/notice.tsx';
import type { Actions } from './actions.ts';

interface IssuerChoiceProps {
  readonly question: Extract<SignIn, { step: 'choose-issuer' }>;
  readonly actions: Actions;
}

/** A profile may name several issuers; only the person knows where they have an account. */
export function IssuerChoice({ question: { webId, issuers }, actions }: IssuerChoiceProps) {
  return (
    <Question title="Where do you want to sign in?">
      <p class="small dim">This profile names more than one issuer.</p>
      {webId !== null && <Address url={webId} />}
      {issuers.map((issuer) => (
        <button type="button" class="issuer" key={issuer} onClick={() => actions.chooseIssuer(issuer)}>
          <span class="whole">{hostOf(issuer)}</span>
          <span class="mono dim" dir="ltr">
            {issuer}
          </span>
        </button>
      ))}
      <div class="row">
        <button type="button" onClick={actions.dismissSignIn}>
          Cancel
        </button>
      </div>
    </Question>
  );
}

interface TrustQuestionProps {
  readonly question: Extract<SignIn, { step: 'trust' }>;
  readonly actions: Actions;
}

/** The first sign-in at an issuer: a look-alike host has to stand out, so it shows large and whole. */
export function TrustQuestion({ question: { webId, issuer, saysSolid }, actions }: TrustQuestionProps) {
  return (
    <Question
      title={
        <>
          Trust{' '}
          <strong class="trusted-host" dir="ltr">
            {hostOf(issuer)}
          </strong>{' '}
          to sign you in?
        </>
      }
    >
      <p class="small dim">
        It will say who you are to every pod that you open. You have not used it here before.
      </p>
      <Address url={issuer} />
      {webId !== null && (
        <>
          <p class="small dim">You would sign in as</p>
          <Address url={webId} />
        </>
      )}
      {!saysSolid && (
        <p class="small warning">It does not say that it supports Solid, so the sign-in may not work.</p>
      )}
      <div class="row wrap">
        <button type="button" class="first" onClick={() => actions.trustIssuer(issuer)}>
          Trust and sign in
        </button>
        <button type="button" onClick={actions.dismissSignIn}>
          Cancel
        </button>
      </div>
    </Question>
  );
}

function Address({ url }: { url: string }) {
  return (
    <p class="mono" dir="ltr">
      {url}
    </p>
  );
}
