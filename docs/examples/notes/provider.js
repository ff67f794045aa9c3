/** Finds whoever offers `window.solid` to this page; several extensions can live side by side. */

/** @typedef {import('../../provider.js').SolidProvider} SolidProvider */
/** @typedef {{ name: string, provider: SolidProvider }} Found */

/**
 * Calls back once for each provider: those that are here already, and those that come later, as when the person
 * connects this site in the extension's popup.
 *
 * @param {(found: Found) => void} onFound
 */
export function findProviders(onFound) {
  const known = new Set();
  window.addEventListener('solid:announceProvider', ({ detail: { info, provider } }) => {
    if (known.has(info.uuid)) return;
    known.add(info.uuid);
    onFound({ name: info.name, provider });
  });
  window.dispatchEvent(new Event('solid:requestProvider'));
}

const SENTENCES = {
  'user-rejected': 'You said no, so nothing was done.',
  'not-connected': 'This page is not connected any more. Connect it again.',
  'not-granted': 'This page may not do that in your pod.',
  'login-required': 'Your session has ended. Sign in again in the extension, then try once more.',
  busy: 'Another question is waiting for you. Answer it first.',
  'bad-request': 'That is not an address that can be used.',
  interrupted: 'The browser interrupted this. Look whether it was done before you try again.',
  gone: 'The extension was updated or removed. Load this page again.',
  internal: 'Something went wrong in the extension. Try again.',
};

/** A failure as a sentence for the person: by `code` where the provider says one. */
export function sentenceOf(error) {
  if (error instanceof TypeError) return 'Your pod cannot be reached right now.';
  return SENTENCES[error.code] ?? error.message;
}
