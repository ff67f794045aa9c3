/**
 * Whether this is the build for Firefox; what it does not need is left out of it. Outside of a build, as in a script of
 * Node.js, there is no `env`.
 */
export const isFirefox = (import.meta.env as ImportMetaEnv | undefined)?.MODE === 'firefox';
