import { type MinifyOptions, minify } from 'terser';
import type { Plugin } from 'vite';

/** What is private by its name alone: n3 has 160 such names, which are a kilobyte of the worker. */
const PRIVATE_BY_NAME = { regex: /^_[a-z]\w\w/i };

/** Makes every script of a build smaller than Vite leaves it: the chunks, and the content scripts that CRXJS adds. */
export function smallest(): Plugin {
  return {
    name: 'smallest',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') {
            const hasN3 = file.moduleIds.some((id) => id.includes('/node_modules/n3/'));
            const mangle = hasN3 && { mangle: { properties: PRIVATE_BY_NAME } };
            file.code = await shortened(file.code, { module: true, ...mangle });
          } else if (file.fileName.endsWith('.iife.js')) {
            file.source = await shortened(String(file.source), {});
          }
        }
      },
    },
  };
}

async function shortened(code: string, options: MinifyOptions): Promise<string> {
  return (await minify(code, { compress: { passes: 3 }, ...options })).code ?? code;
}
