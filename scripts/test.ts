import process from 'node:process';
import { endOfProcess } from './child.ts';
import { storyTable } from './story-table.ts';
import { paint, say, sayMeanwhile, sayResult } from './terminal.ts';
import { PARTS, type Part, type Stories } from './test-parts.ts';
import { threatTable } from './threat-table.ts';

/** `npm test` runs every part, in order; `npm test -- unit e2e` only those whose name holds one of the words. */
const words = process.argv.slice(2);
const isWanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
const stopped = endOfProcess();
let passed = 0;
let failed = 0;
const stories = new Map<string, Stories>();
const failures: string[] = [];

say();
for (const parts of sideBySide(PARTS.filter(({ name }) => isWanted(name)))) {
  if (stopped.aborted) break;
  const wipe = sayMeanwhile(parts.map(({ name }) => name).join(', '));
  const ended = await Promise.all(parts.map(runPart)).finally(wipe);
  for (const { part, outcome, took } of ended) {
    passed += outcome.passed;
    failed += outcome.failed;
    failures.push(...outcome.failures);
    if (outcome.stories !== undefined) stories.set(part.name, outcome.stories);
    const isGood = outcome.failed === 0;
    sayResult(isGood, part.name.padEnd(20), took, outcome.summary);
    for (const line of outcome.shown) say(`    ${line}`);
    if (!isGood) say(`\n${outcome.output.trim()}\n`);
  }
}
const [inChromium, inFirefox] = [stories.get('stories in Chromium'), stories.get('stories in Firefox')];
if (inChromium !== undefined && inFirefox !== undefined) {
  const withoutBrowser = new Map(
    ['unit tests', 'integration tests'].flatMap((name) => [...(stories.get(name) ?? [])]),
  );
  sayTable(storyTable(inChromium, inFirefox));
  sayTable(threatTable(withoutBrowser, inChromium, inFirefox));
}
// Once more at the end: what was said of it at length may be thousands of lines above.
for (const failure of failures) say(`\n  ${paint('red', '✗')} ${failure}`);
if (stopped.aborted) say('Stopped before the end.');
say();
say(`${passed} passed, ${failed} failed`);
process.exitCode = stopped.aborted || failed > 0 || passed === 0 ? 1 : 0;

function sayTable(lines: readonly string[]): void {
  say();
  for (const line of lines) say(`    ${line}`);
}

async function runPart(part: Part) {
  const start = performance.now();
  const outcome = await part.run(stopped);
  return { part, outcome, took: performance.now() - start };
}

/** Parts in their order, those together that run side by side. */
function sideBySide(parts: readonly Part[]): readonly (readonly Part[])[] {
  const all: Part[][] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.together !== undefined && part.together === last?.[0]?.together) last.push(part);
    else all.push([part]);
  }
  return all;
}
