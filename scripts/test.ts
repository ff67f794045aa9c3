import process from 'node:process';
import { endOfProcess } from './child.ts';
import { storyTable } from './story-table.ts';
import { say, sayMeanwhile, sayResult } from './terminal.ts';
import { type Outcome, PARTS } from './test-parts.ts';

/** `npm test` runs every part, in order; `npm test -- unit e2e` only those whose name holds one of the words. */
const words = process.argv.slice(2);
const isWanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
const stopped = endOfProcess();
let passed = 0;
let failed = 0;
const stories: NonNullable<Outcome['stories']>[] = [];

say();
for (const part of PARTS.filter(({ name }) => isWanted(name))) {
  if (stopped.aborted) break;
  const start = performance.now();
  const wipe = sayMeanwhile(part.name);
  const outcome = await part.run(stopped).finally(wipe);
  passed += outcome.passed;
  failed += outcome.failed;
  if (/^stories /.test(part.name) && outcome.stories !== undefined) stories.push(outcome.stories);
  const isGood = outcome.failed === 0;
  sayResult(isGood, part.name.padEnd(20), performance.now() - start, outcome.summary);
  for (const line of outcome.shown) say(`    ${line}`);
  if (!isGood) say(`\n${outcome.output.trim()}\n`);
}
const [inChromium, inFirefox] = stories;
if (inChromium !== undefined && inFirefox !== undefined) {
  say();
  for (const line of storyTable(inChromium, inFirefox)) say(`    ${line}`);
}
if (stopped.aborted) say('Stopped before the end.');
say();
say(`${passed} passed, ${failed} failed`);
process.exitCode = stopped.aborted || failed > 0 || passed === 0 ? 1 : 0;
