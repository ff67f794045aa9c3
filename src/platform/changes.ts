const listeners = new Set<() => void>();

/** Calls back after every change of anything stored. All writers live in the worker, so its memory will do. */
export function onChange(listener: () => void): void {
  listeners.add(listener);
}

export function announceChange(): void {
  for (const listener of listeners) listener();
}
