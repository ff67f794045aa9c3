/**
 * The name of the port on which the worker sends the `WholeView`, anew at every change. The port of a popup, on which
 * it sends the `View`, bears the id of its tab as its name, or none.
 */
export const WHOLE_VIEW_PORT = 'whole-view';
