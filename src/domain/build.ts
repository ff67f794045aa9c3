/** Whether this is the build for Firefox; what it does not need is left out of it. */
export const isFirefox = import.meta.env.MODE === 'firefox';
