import { compileFunction } from 'node:vm';
import { build } from 'vite';
import { scriptNames } from '../../scripts/script-names.ts';

/** What a worker finds in a browser otherwise than in Node. */
export interface WorkerGlobals {
  readonly chrome: object;
  readonly fetch: typeof fetch;
  readonly indexedDB: Pick<IDBFactory, 'open'>;
  readonly navigator: object;
  readonly location: object;
  readonly OffscreenCanvas: object;
}

const NAMES = [
  'chrome',
  'fetch',
  'indexedDB',
  'navigator',
  'location',
  'OffscreenCanvas',
] as const satisfies readonly (keyof WorkerGlobals)[];

/**
 * Builds the worker's script whole. Each call of what comes back is a worker of its own, with modules of its own, which
 * starts in its first turn.
 */
export async function workerScript(): Promise<(globals: WorkerGlobals) => void> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [scriptNames()],
    build: {
      write: false,
      minify: false,
      target: 'chrome148',
      lib: { entry: 'src/background/index.ts', formats: ['iife'], name: 'worker', fileName: 'worker' },
    },
  });
  const output = Array.isArray(built) ? built[0] : built;
  if (output === undefined || !('output' in output)) throw new Error('The worker was not built.');
  const [{ code }] = output.output;
  const start = compileFunction(code, NAMES) as (...globals: unknown[]) => void;
  return (globals) => start(...NAMES.map((name) => globals[name]));
}
