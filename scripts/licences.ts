import { writeFile } from 'node:fs/promises';
import { runtimeLicences } from './licence-list.ts';
import { licencesPage } from './licences-page.ts';

/** `npm run licences` writes docs/licences.md anew, after a dependency has changed. */
await writeFile('docs/licences.md', licencesPage(await runtimeLicences()));
