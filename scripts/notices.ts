import type { Plugin } from 'vite';
import { licencesOf, noticesFor } from './licence-list.ts';

/** Puts the notices of all packages that a build has a part of into it. */
export function notices(): Plugin {
  return {
    name: 'notices',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const moduleIds = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? file.moduleIds : [],
      );
      const source = noticesFor(await licencesOf(moduleIds));
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}
