import { spawn } from 'node:child_process';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { VITEST } from './test-parts.ts';

/** `npm run test:kills -- --minutes 10 --seed 7 --browser firefox`; the seed of each run is in its output. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    browser: { type: 'string', default: 'chromium' },
  },
});
const project = values.browser === 'firefox' ? 'firefox' : 'e2e';
const seed = values.seed === undefined ? {} : { LATCHKEY_SEED: values.seed };
const child = spawn(process.execPath, [VITEST, 'run', '--project', project, 'test/e2e/kills.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, ...seed, LATCHKEY_MINUTES: values.minutes },
});
child.on('exit', (status) => {
  process.exitCode = status ?? 1;
});
