import {
  type Activity,
  type ActivityLog,
  CHUNK_KEYS,
  chunkOf,
  PAUSED_KEY,
} from '../../src/domain/activity.ts';
import { browser } from '../../src/platform/browser.ts';

/**
 * Calls back with what the worker has recorded, at once and at every change, until the returned function is called.
 * It is read from the storage itself: the worker need not be woken for it.
 */
export function watchActivity(onLog: (log: ActivityLog) => void): () => void {
  const { session } = browser.storage;
  const known = new Map<string, unknown>();
  let hasRead = false;

  function onChanged(changes: Readonly<Record<string, { readonly newValue?: unknown }>>): void {
    for (const [key, { newValue }] of Object.entries(changes)) known.set(key, newValue);
    if (hasRead && Object.keys(changes).some((key) => key.startsWith('activity-'))) onLog(logOf(known));
  }

  session.onChanged.addListener(onChanged);
  void session.get([...CHUNK_KEYS, PAUSED_KEY]).then((kept) => {
    // What has changed meanwhile is newer.
    for (const [key, value] of Object.entries(kept)) if (!known.has(key)) known.set(key, value);
    hasRead = true;
    onLog(logOf(known));
  });
  return () => session.onChanged.removeListener(onChanged);
}

function logOf(known: ReadonlyMap<string, unknown>): ActivityLog {
  const entries: Activity[] = CHUNK_KEYS.flatMap((key) => chunkOf(known.get(key)));
  return {
    entries: entries.sort((one, other) => other.id - one.id),
    isPaused: known.get(PAUSED_KEY) === true,
  };
}
