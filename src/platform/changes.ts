const listeners = new Set<() => void>();

/** Calls back after every change of anything stored. All writers live in the worker, so its memory will do. */
export function onChange(listener: () => void): void {
  listeners.add(listener);
}

/** Remembers what was read until anything changes. What could not be read is read again. */
export function untilChange<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | undefined;
  const forget = (): void => {
    known = undefined;
  };
  onChange(forget);
  return () => {
    known ??= read();
    known.catch(forget);
    return known;
  };
}

export function announceChange(): void {
  for (const listener of listeners) listener();
}
