import { npm, run } from '../child.ts';

/** Builds what ships, in `dist/chromium` or `dist/firefox`. */
export async function buildLatchkey(browser: 'chromium' | 'firefox' = 'chromium'): Promise<void> {
  const { status, output } = await run(
    npm('run', '--silent', `build:${browser}`),
    new AbortController().signal,
  );
  if (status !== 0) throw new Error(output);
}
