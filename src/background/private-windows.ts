import * as v from 'valibot';
import { browser } from '../platform/browser.ts';
import { stored } from '../platform/stored.ts';

/** Where something comes from. */
export interface Place {
  readonly tabId: number;
  /** Whether its window is private, where the browser has said so. */
  readonly isPrivate?: boolean | undefined;
}

/** Whether the person wants to be somebody in private windows, too. */
export const usedInPrivate = stored('database', 'private-windows', v.boolean(), false);

const tabs = new Map<number, Promise<boolean>>();

/** Whether something comes from a private window: nothing is recorded of it then. A tab that has gone may have been one. */
export async function isPrivate({ tabId, isPrivate }: Place): Promise<boolean> {
  if (isPrivate !== undefined) return isPrivate;
  const gone = (): boolean => {
    tabs.delete(tabId);
    return true;
  };
  const found = tabs.get(tabId) ?? browser.tabs.get(tabId).then(({ incognito }) => incognito, gone);
  tabs.set(tabId, found);
  return await found;
}
