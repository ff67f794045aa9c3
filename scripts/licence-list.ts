import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** A package that ships, and what its licence asks of whoever ships it. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** As SPDX names it. */
  readonly licence: string;
  readonly text: string;
}

const Package = v.object({ name: v.string(), version: v.string(), license: v.string() });
const Lock = v.object({
  packages: v.record(
    v.string(),
    v.object({ dev: v.optional(v.boolean()), devOptional: v.optional(v.boolean()) }),
  ),
});

/** The licences of all packages that what ships depends on, whether or not a build has any part of them in it. */
export async function runtimeLicences(): Promise<readonly Licence[]> {
  const { packages } = v.parse(Lock, JSON.parse(await readFile('package-lock.json', 'utf8')));
  const shipped = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
  );
  return await Promise.all(shipped.map(([path]) => licenceIn(path)));
}

/** The licences of the packages that some modules are of, each once, in the order of their names. */
export async function licencesOf(moduleIds: readonly string[]): Promise<readonly Licence[]> {
  const directories = moduleIds.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
  return await Promise.all([...new Set(directories)].sort(byName).map(licenceIn));
}

/** What MIT, ISC and BSD ask for: the copyright notice and the permission go along with every copy. */
export function noticesFor(licences: readonly Licence[]): string {
  const notices = licences.map(({ name, version, text }) => `${name} ${version}\n\n${text.trim()}\n`);
  return ['Latchkey is made with these packages.\n', ...notices].join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenceIn(directory: string): Promise<Licence> {
  const stated: unknown = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  const { name, version, license: licence } = v.parse(Package, stated);
  const file = (await readdir(directory)).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
  if (file === undefined) throw new Error(`${name} comes without the text of its licence.`);
  return { name, version, licence, text: await readFile(join(directory, file), 'utf8') };
}

function byName(one: string, other: string): number {
  const [first = '', second = ''] = [one, other].map((path) => path.split('/node_modules/').at(-1));
  return first < second ? -1 : 1;
}
