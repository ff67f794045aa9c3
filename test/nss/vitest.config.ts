import { defineConfig } from 'vitest/config';

/** What needs the Node Solid Server, which `scripts/install-nss.ts` installs: `npm run test:nss`. */
export default defineConfig({
  test: { name: 'nss', include: ['test/nss/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
});
