import type { WebId } from '../domain/identity.ts';
import type { LegacyReason, SignIn } from '../domain/view.ts';
import { hostOf } from './host.ts';
import { Question } from './notice.tsx';
import type { SignInActions } from './sign-in-actions.ts';
import './sign-in.css';

/** The sign-in's open question, if there is one. */
export function SignInQuestion({ signIn, actions }: { signIn: SignIn; actions: SignInActions }) {
  if (signIn.step === 'choose-issuer') return <IssuerChoice question={signIn} actions={actions} />;
  if (signIn.step === 'trust') return <TrustQuestion question={signIn} actions={actions} />;
  if (signIn.step === 'legacy') return <LegacyQuestion question={signIn} actions={actions} />;
  return null;
}

interface QuestionProps<Step extends SignIn['step']> {
  readonly question: Extract<SignIn, { step: Step }>;
  readonly actions: SignInActions;
}

/** A profile may name several issuers; only the person knows where they have an account. */
function IssuerChoice({ question: { webId, issuers }, actions }: QuestionProps<'choose-issuer'>) {
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

/** The first sign-in at an issuer: a look-alike host has to stand out, so it shows large and whole. */
function TrustQuestion({ question: { webId, issuer, saysSolid }, actions }: QuestionProps<'trust'>) {
  return (
    <Question
      title={
        <>
          Trust <Host of={issuer} /> to sign you in?
        </>
      }
    >
      <p class="small dim">
        It will say who you are to every pod that you open. You have not used it here before.
      </p>
      <Address url={issuer} />
      {webId !== null && <Whom webId={webId} />}
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

/** What an older server leaves out, and what still protects the sign-in without it. */
const LEFT_OUT: Record<LegacyReason, string> = {
  'nonce-missing':
    'It works as older servers do: its ID token lacks the nonce that ties it to this very sign-in, so that only the other checks show that the answer is meant for Latchkey.',
  'token-type-bearer':
    'It works as older servers do: it calls its access token Bearer, as if anyone could use it. The token is bound to your key even so, and Latchkey uses it only with that key.',
};

/** A server that is older than the rules: the person may let it be so, from now on and for this issuer alone. */
function LegacyQuestion({ question: { webId, issuer, reason }, actions }: QuestionProps<'legacy'>) {
  return (
    <Question
      title={
        <>
          Sign in at <Host of={issuer} /> all the same?
        </>
      }
    >
      <p class="small">{LEFT_OUT[reason]}</p>
      <p class="small dim">
        If you go on, Latchkey accepts this from here on, at this issuer only. The switch “Legacy server” in
        the options takes it back.
      </p>
      {webId !== null && <Whom webId={webId} />}
      <div class="row wrap">
        <button type="button" onClick={() => actions.allowLegacy(issuer)}>
          Sign in anyway
        </button>
        <button type="button" onClick={actions.dismissSignIn}>
          Cancel
        </button>
      </div>
    </Question>
  );
}

function Host({ of: url }: { of: string }) {
  return (
    <strong class="trusted-host" dir="ltr">
      {hostOf(url)}
    </strong>
  );
}

function Whom({ webId }: { webId: WebId }) {
  return (
    <>
      <p class="small dim">You would sign in as</p>
      <Address url={webId} />
    </>
  );
}

function Address({ url }: { url: string }) {
  return (
    <p class="mono" dir="ltr">
      {url}
    </p>
  );
}
