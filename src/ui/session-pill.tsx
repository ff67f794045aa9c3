import type { SessionState } from '../domain/session.ts';

const PILLS: Record<SessionState, { readonly words: string; readonly tone: string }> = {
  'signed-in': { words: 'Signed in', tone: 'good' },
  'login-required': { words: 'Sign in again', tone: 'bad' },
  'signed-out': { words: 'Signed out', tone: '' },
};

/** How an identity's session stands, in two or three words. */
export function SessionPill({ state, id }: { state: SessionState; id?: string }) {
  const { words, tone } = PILLS[state];
  return (
    <span class={`pill ${tone}`} id={id}>
      {words}
    </span>
  );
}
