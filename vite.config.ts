import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { TEST_EXTENSION_KEY } from './test/world/extension-key.ts';

/** `vite build` makes what ships; `vite build --mode test` the same with a pinned extension id. */
export default defineConfig(({ mode }) => {
  const isTest = mode === 'test';
  return {
    plugins: [
      preact(),
      ...(process.env['VITEST'] === undefined
        ? [crx({ manifest: isTest ? { ...manifest, key: TEST_EXTENSION_KEY } : manifest })]
        : []),
    ],
    build: {
      outDir: isTest ? 'dist/test' : 'dist/chromium',
      target: 'chrome131',
      modulePreload: false,
      rolldownOptions: { input: { approve: 'popup/approve.html' } },
    },
    test: { include: ['test/**/*.test.ts'] },
  };
});
