import { type CompressOptions, type MinifyOptions, minify } from 'terser';
import type { Plugin } from 'vite';

/** What n3 alone speaks of: 160 members that are private by their names, and its words of RDF. They are a kilobyte. */
const PRIVATE_BY_NAME = {
  regex: /^(_[a-z]\w\w\w*|(RDF|N3)_[A-Z]+|ABBREVIATIONS|DEFAULTGRAPH|QUANTIFIERS_GRAPH)$/i,
};

/**
 * What is left out of its files: what its terms can do for others, as nobody here compares them, makes JSON of them, asks
 * for their language or has those of another library; and what its parser reads in N3 only, where we have it read Turtle.
 */
const UNUSED: Readonly<Record<string, RegExp>> = {
  N3DataFactory:
    /^ {2}(?:from(?:Term|Quad),|(?:toJSON|hashCode|equals|get (?:language|direction|datatype(?:String)?))\((?:other)?\) \{\n[\s\S]*?^ {2}\})\n/gm,
  N3Parser: /^ {2}_(?:readQuantifier\w+|\w+InDirection)\([\w, ]+\) \{\n[\s\S]*?^ {2}\}\n/gm,
};

/** Makes every script of a build smaller than Vite leaves it: the chunks, and the content scripts that CRXJS adds. */
export function smallest(): Plugin {
  return {
    name: 'smallest',
    apply: 'build',
    transform(code, id) {
      const [, name = ''] = /\/n3\/\w+\/(\w+)\.js$/.exec(id) ?? [];
      const unused = UNUSED[name];
      if (unused === undefined) return null;
      const without = code.replace(unused, '');
      if (without === code) this.error(`${name} of n3 is written in another way than was expected.`);
      return { code: without, map: null };
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') {
            const hasN3 = file.moduleIds.some((id) => id.includes('/node_modules/n3/'));
            const mangle = hasN3 && { mangle: { properties: PRIVATE_BY_NAME } };
            // In the worker nothing is made by `new` but of a class, so that a function without `this` may be an arrow.
            const compress = isWorker(file.fileName) && { ecma: 2020 as const, unsafe_arrows: true };
            file.code = await shortened(file.code, { module: true, ...mangle }, compress);
          } else if (file.fileName.endsWith('.iife.js')) {
            file.source = await shortened(String(file.source));
          }
        }
      },
    },
  };
}

function isWorker(fileName: string): boolean {
  return fileName.endsWith('index.ts-worker.js');
}

async function shortened(
  code: string,
  options: MinifyOptions = {},
  compress: CompressOptions | false = false,
): Promise<string> {
  return (await minify(code, { compress: { passes: 3, ...compress }, ...options })).code ?? code;
}
