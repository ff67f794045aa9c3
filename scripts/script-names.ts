import type { Plugin } from 'vite';

/** What CRXJS makes of an import of a content script, its name in the build, for what is built or run without CRXJS. */
export function scriptNames(): Plugin {
  const PREFIX = '\0script:';
  return {
    name: 'script-names',
    enforce: 'pre',
    resolveId: (id) => (id.endsWith('?script') ? PREFIX + id : undefined),
    load: (id) => {
      const [, name] = /^\0script:.*\/(.*)\.ts\?script$/.exec(id) ?? [];
      return name === undefined ? undefined : `export default 'src/content/${name}.js';`;
    },
  };
}
