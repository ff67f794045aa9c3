/** Stories that do not run in Firefox, and why: `npm test` prints them in its table of stories and browsers. */
export const NOT_IN_FIREFOX: Readonly<Record<string, string>> = {
  'conformance-fetch': 'fetch is the browser’s own',
  'conformance-functions': 'fetch and XMLHttpRequest are the browser’s own',
  'conformance-xhr': 'XMLHttpRequest is the browser’s own',
  fidelity: 'solid.fetch is the browser’s own fetch',
  'fidelity-differences': 'solid.fetch is the browser’s own fetch',
  'hostile-prerendering': 'it prerenders nothing',
  'large-bodies': 'no body passes through Latchkey',
  'large-gallery':
    'it has no rules, and in its queue a request grows older than the five seconds of that pod',
  soak: 'what its event page holds, it tells nobody',
  'lock-passkey': 'its extensions’ pages may use no passkey',
  'untouched-pages': 'what scripts run in a page, only Chromium’s DevTools tell',
};
