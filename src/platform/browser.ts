import type { Browser } from 'webextension-polyfill';

/** Chromium's own API, for what only Chromium has. */
export const chromium = chrome;

/**
 * The one door to the browser's extension API, by the names and types that browsers share. Both browsers answer with
 * promises by now, so of the polyfill only its types are left.
 */
export const browser = chrome as unknown as Browser;
