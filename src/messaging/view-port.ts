/** The port on which the worker sends a popup its `View`, anew at every change; the tab's id follows. */
export const VIEW_PORT = 'view:';
