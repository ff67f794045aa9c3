import { readFileSync } from 'node:fs';

const CONTRACT = 'src/messaging/contract.ts';

/** Where the contract says who its messages are from; all else in it is types and schemas. */
const senders = readFileSync(CONTRACT, 'utf8')
  .split('\n')
  .flatMap((line, index) =>
    /^const (POD_)?PAGES = /.test(line) ? [`${CONTRACT}:${index + 1}-${index + 1}`] : [],
  );

/**
 * `npm run test:mutation`: what decides who signs, what lies where and who may speak is changed in one place at a time,
 * and the unit tests have to notice. What they cannot notice is listed in docs/reliability-proofs.md.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  mutate: [
    'src/signing/policy.ts',
    'src/domain/pod.ts',
    'src/domain/pod-setting.ts',
    'src/domain/grant.ts',
    'src/messaging/server.ts',
    ...senders,
  ],
  plugins: ['@stryker-mutator/vitest-runner'],
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, allowEmojis: false },
  ignorePatterns: ['/dist', '/.cache', '/docs', '/test-results'],
  tempDirName: '.cache/mutation',
  concurrency: 1,
  thresholds: { high: 98, low: 98, break: 98 },
};
