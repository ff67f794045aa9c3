import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const Locked = v.object({
  version: v.optional(v.string()),
  integrity: v.optional(v.string()),
  resolved: v.optional(v.string()),
  link: v.optional(v.boolean()),
  name: v.optional(v.string()),
  optional: v.optional(v.boolean()),
  os: v.optional(v.array(v.string())),
  cpu: v.optional(v.array(v.string())),
  libc: v.optional(v.array(v.string())),
  hasInstallScript: v.optional(v.boolean()),
});
type Locked = v.InferOutput<typeof Locked>;

const VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
/** The machines on which Latchkey is built and tested. */
const HERE = ['linux', 'x64', 'glibc'];
const SHA_512 = /^sha512-[\w+/]{86}==$/;

/** What package-lock.json says of each package, by the place where it is installed. */
let locked: ReadonlyMap<string, Locked>;

beforeAll(async () => {
  const Lock = v.object({ lockfileVersion: v.literal(3), packages: v.record(v.string(), Locked) });
  const { packages } = v.parse(Lock, JSON.parse(await readFile('package-lock.json', 'utf8')));
  locked = new Map(Object.entries(packages).filter(([path]) => path !== ''));
  expect(locked.size).toBeGreaterThan(500);
});

/** Where something holds of a package that should not. */
function places(isBad: (one: Locked) => boolean): readonly string[] {
  return [...locked].filter(([, one]) => isBad(one)).map(([path]) => path);
}

describe('package.json', () => {
  it('names each package in one exact version', () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(wanted)) {
      expect([name, version]).toEqual([name, expect.stringMatching(VERSION)]);
      expect([name, locked.get(`node_modules/${name}`)?.version]).toEqual([name, version]);
    }
  });
});

describe('package-lock.json', () => {
  it('has every package from the registry, under its own name: no address, no archive, no directory', () => {
    expect(
      places(({ resolved, link, name }) => [resolved, link, name].some((one) => one !== undefined)),
    ).toEqual([]);
    expect(places(({ version }) => !VERSION.test(version ?? ''))).toEqual([]);
  });

  it('has the digest of every package but of what is for other machines alone', () => {
    const isElsewhere = ({ optional, os, cpu, libc = ['glibc'] }: Locked) =>
      optional === true &&
      ![os, cpu, libc].every((names) => names?.some((one) => HERE.includes(one)) === true);
    expect(places(({ integrity }) => integrity !== undefined && !SHA_512.test(integrity))).toEqual([]);
    const bare = places(({ integrity }) => integrity === undefined);
    expect(bare.filter((path) => !isElsewhere(locked.get(path) ?? {}))).toEqual([]);
  });

  it('lets no package run a script at its installation', () => {
    const scripted = places(({ hasInstallScript }) => hasInstallScript === true);
    const names = scripted.map((path) => path.split('node_modules/').at(-1));
    expect(Object.entries(manifest.allowScripts)).toEqual(names.map((name) => [name, false]));
  });
});
