import { version } from '../../package.json';
import { defineProperty, dispatchAt, freeze, listenTo } from './intrinsics.ts';
import type { SolidProvider } from './provider.ts';

const INFO = freeze({
  uuid: uuid(),
  name: 'Latchkey',
  version,
  rdns: 'io.github.latchkey',
});

/**
 * Announces a provider, now and whenever a page asks who is there: several providers can live side by side. The
 * first of them is `window.solid`, too.
 */
export function announce(provider: SolidProvider): void {
  const detail = freeze({ info: INFO, provider });
  const say = (): boolean => dispatchAt(window, new CustomEvent('solid:announceProvider', { detail }));
  if (!('solid' in window)) defineProperty(window, 'solid', { value: provider, enumerable: true });
  listenTo(window, 'solid:requestProvider', say);
  say();
}

/** `crypto.randomUUID` is missing where a page came without https. */
function uuid(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}
