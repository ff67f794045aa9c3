import type { Failure } from '../domain/errors.ts';
import type { View, WholeView } from '../domain/view.ts';

/**
 * The name of the port on which the worker sends the `WholeView`, anew at every change. The port of a popup, on which
 * it sends the `View`, bears the id of its tab as its name, or none.
 */
export const WHOLE_VIEW_PORT = 'whole-view';

/** Why a view could not be read. */
export interface Unread {
  readonly failure: Failure;
}

/** What the worker sends on it. Where that is no view, it closes the port. */
export type ViewMessage = View | WholeView | Unread;
