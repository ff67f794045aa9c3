import { type MinifyOptions, minify } from 'terser';
import type { Plugin } from 'vite';

/** What n3 alone speaks of: 160 members that are private by their names, and its words of RDF. They are a kilobyte. */
const PRIVATE_BY_NAME = {
  regex: /^(_[a-z]\w\w\w*|(RDF|N3)_[A-Z]+|ABBREVIATIONS|DEFAULTGRAPH|QUANTIFIERS_GRAPH)$/i,
};

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
