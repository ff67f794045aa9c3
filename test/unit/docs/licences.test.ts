import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { runtimeLicences } from '../../../scripts/licence-list.ts';
import { licencesPage } from '../../../scripts/licences-page.ts';

/** Those that ask for no more than that their notice goes along. */
const FREE = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

it('docs/licences.md is what `npm run licences` writes', async () => {
  expect(await readFile('docs/licences.md', 'utf8')).toBe(licencesPage(await runtimeLicences()));
});

it('every package that ships has a licence that asks for its notice alone, and names whose it is', async () => {
  for (const { name, licence, text } of await runtimeLicences()) {
    expect([name, FREE.includes(licence), /copyright/i.test(text)]).toEqual([name, true, true]);
  }
});
