import process from 'node:process';
import { benchActivity } from './bench/activity.ts';
import { benchBodies } from './bench/bodies.ts';
import { benchCold } from './bench/cold.ts';
import { benchFetch, benchFetchInFirefox } from './bench/fetch.ts';
import { benchFirefox } from './bench/firefox.ts';
import { benchLoad } from './bench/load.ts';
import { benchMemory } from './bench/memory.ts';
import { benchNavigation } from './bench/navigation.ts';
import { benchScale } from './bench/scale.ts';
import { benchSize } from './bench/size.ts';
import { say } from './terminal.ts';

/** `npm run bench` measures everything, `npm run bench -- NAME` one thing. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  navigation: benchNavigation,
  load: benchLoad,
  fetch: benchFetch,
  bodies: benchBodies,
  cold: benchCold,
  scale: benchScale,
  size: benchSize,
  memory: benchMemory,
  activity: benchActivity,
  firefox: benchFirefox,
  'firefox-fetch': benchFetchInFirefox,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  say(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 1;
} else {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length === 0 || names.includes(name)) await bench();
  }
}
