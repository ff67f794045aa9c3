import polyfill from 'webextension-polyfill';

/** The one door to the browser's extension API: the polyfill throws on import outside an extension. */
export const browser = polyfill;

/** Chromium's own API, for the parts that the polyfill does not know. */
export const chromium = chrome;
