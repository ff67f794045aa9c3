import type { Tabs } from 'webextension-polyfill';
import { browser } from '../src/platform/browser.ts';

/** The tab that the popup belongs to: the one named in its address, or else the active one. */
export async function openTab(): Promise<Tabs.Tab | null> {
  const named = new URL(location.href).searchParams.get('tab');
  if (named !== null && /^\d+$/.test(named)) return await browser.tabs.get(Number(named)).catch(() => null);
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return active ?? null;
}
