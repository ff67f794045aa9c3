import { call } from '../../src/messaging/client.ts';
import type { DeveloperActions } from './actions.ts';

/** What the developers' tabs ask for, done by the worker. */
export const developerActions: DeveloperActions = {
  inspect: (id) => call('inspect', { id }),
  sign: (request) => call('sign', request),
  judge: (request) => call('judge', request),
  explain: async (...asked) => (await import('./explaining.ts')).explainHere(...asked),
};
