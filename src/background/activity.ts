import { type Activity, CHUNK, CHUNK_KEYS, chunkOf, MOST_ACTIVITY, PAUSED_KEY } from '../domain/activity.ts';
import { browser } from '../platform/browser.ts';
import type { Trace } from '../signing/trace.ts';

/** What comes within this many milliseconds is written at once. */
const PATIENCE = 100;

/** What is kept, each at its place in the ring. */
const ring: Activity[] = [];
/** The chunks that are not written yet. */
const changed = new Set<number>();
let next = 0;
let isPaused = false;
let loading: Promise<void> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Records what has become of a signed request, in place of what was recorded of it before. It is kept in the storage
 * that ends with the browser; nobody waits for that.
 */
export async function record(trace: Trace): Promise<void> {
  const { identity } = trace;
  if (identity === null) return;
  await loaded();
  if (isPaused) return;
  trace.id ??= next++;
  const { id } = trace;
  const place = id % MOST_ACTIVITY;
  // A newer one may have its place by now.
  if ((ring[place]?.id ?? id) > id) return;
  ring[place] = { id, identity, ...trace.facts };
  changed.add(Math.floor(place / CHUNK));
  timer ??= setTimeout(() => void write(), PATIENCE);
}

/** Forgets what was recorded. */
export async function clearActivity(): Promise<void> {
  await loaded();
  ring.length = 0;
  for (const chunk of CHUNK_KEYS.keys()) changed.add(chunk);
  await write();
}

/** Records nothing for now, or goes on. */
export async function pauseActivity(paused: boolean): Promise<void> {
  await loaded();
  isPaused = paused;
  await browser.storage.session.set({ [PAUSED_KEY]: paused });
}

function loaded(): Promise<void> {
  loading ??= load();
  return loading;
}

/** What a worker before this one recorded in the same run of the browser. */
async function load(): Promise<void> {
  const kept = await browser.storage.session.get([PAUSED_KEY, ...CHUNK_KEYS]);
  isPaused = kept[PAUSED_KEY] === true;
  for (const one of CHUNK_KEYS.flatMap((key) => chunkOf(kept[key]))) {
    ring[one.id % MOST_ACTIVITY] = one;
    next = Math.max(next, one.id + 1);
  }
}

async function write(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const chunks: Record<string, readonly Activity[]> = {};
  // `flat` leaves out places that nothing is at.
  for (const chunk of changed)
    chunks[`activity-${chunk}`] = ring.slice(chunk * CHUNK, (chunk + 1) * CHUNK).flat();
  changed.clear();
  await browser.storage.session.set(chunks);
}
