import { defineConfig } from 'vitest/config';

/** The examples that have to notice each guard that is gone; what is tried at random would notice it by luck. */
export default defineConfig({
  test: {
    include: [
      'test/unit/domain/{pod,pod-setting,storage-root,grant,host-patterns*}.test.ts',
      'test/unit/messaging/{managed,server,site-sender,site-sender-firefox}.test.ts',
      'test/unit/signing/policy.test.ts',
    ],
  },
});
