import { npm, run } from './child.ts';

/** Builds what ships, in `dist/chromium`. */
export async function buildLatchkey(): Promise<void> {
  const { status, output } = await run(
    npm('run', '--silent', 'build:chromium'),
    new AbortController().signal,
  );
  if (status !== 0) throw new Error(output);
}
