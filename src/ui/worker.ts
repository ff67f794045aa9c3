import { type Signal, signal } from '@preact/signals';
import { type Failure, toFailure } from '../domain/errors.ts';
import type { View } from '../domain/view.ts';
import { call, watchView } from '../messaging/client.ts';
import type { UnlockActions } from './lock/lock-actions.ts';
import type { SignInActions } from './sign-in-actions.ts';

/** What the popup shows, null until the worker has said it. */
export const view = signal<View | null>(null);

/** The failure of the last action that was followed, null while there is none. */
export const failure = signal<Failure | null>(null);

/** Keeps `view` at what the worker says of a tab, for as long as the page lives; null is none. */
export function keepView(tabId: number | null): void {
  watchView(tabId, watcherOf(view));
}

/** Keeps a signal at what the worker says, and has a failure to read it shown for as long as it lasts. */
export function watcherOf<Shown>(shown: Signal<Shown | null>) {
  let unread: Failure | undefined;
  return {
    onView(view: Shown) {
      shown.value = view;
      if (failure.value === unread) failure.value = null;
    },
    onFailure(met: Failure) {
      unread = met;
      failure.value = met;
    },
  };
}

/** Lets an action run whose result shows in the next view; only its failure has to be shown apart. */
export function follow(work: Promise<unknown>): void {
  failure.value = null;
  work.catch((error: unknown) => {
    failure.value = toFailure(error);
  });
}

export function dismissFailure(): void {
  failure.value = null;
}

/** The answers to a sign-in, given to the worker. */
export const signInActions: SignInActions = {
  chooseIssuer: (issuer) => follow(call('chooseIssuer', { issuer })),
  trustIssuer: (issuer) => follow(call('trustIssuer', { issuer })),
  allowLegacy: (issuer) => follow(call('allowLegacy', { issuer })),
  dismissSignIn: () => follow(call('dismissSignIn', {})),
};

/** What ends the lock, done by the worker. */
export const unlockActions: UnlockActions = {
  unlock: (key) => call('unlock', { key }),
  startOver: () => call('startOver', {}),
};
