import process from 'node:process';
import { endOfProcess } from './child.ts';
import { storyTable } from './story-table.ts';
import { say, sayMeanwhile, sayResult } from './terminal.ts';
import { type Outcome, STEPS } from './test-parts.ts';

/** `npm test` runs every part, in order; `npm test -- unit e2e` only those whose name holds one of the words. */
const words = process.argv.slice(2);
const isWanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
const stopped = endOfProcess();
let passed = 0;
let failed = 0;
const stories: NonNullable<Outcome['stories']>[] = [];

say();
for (const step of STEPS) {
  const parts = step.filter(({ name }) => isWanted(name));
  if (stopped.aborted || parts.length === 0) continue;
  const start = performance.now();
  const wipe = sayMeanwhile(parts.map(({ name }) => name).join(', '));
  const outcomes = await Promise.all(parts.map((part) => part.run(stopped))).finally(wipe);
  for (const [index, { name }] of parts.entries()) tell(name, outcomes[index], performance.now() - start);
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

function tell(name: string, outcome: Outcome | undefined, duration: number): void {
  if (outcome === undefined) return;
  passed += outcome.passed;
  failed += outcome.failed;
  if (/^stories /.test(name) && outcome.stories !== undefined) stories.push(outcome.stories);
  const isGood = outcome.failed === 0;
  sayResult(isGood, name.padEnd(20), duration, outcome.summary);
  for (const line of outcome.shown) say(`    ${line}`);
  if (!isGood) say(`\n${outcome.output.trim()}\n`);
}
