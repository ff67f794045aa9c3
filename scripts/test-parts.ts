import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { SHOWN } from '../test/fakes/show.ts';
import { temporaryDirectory } from '../test/world/temporary.ts';
import { type Finished, npm, run } from './child.ts';
import { hasColour } from './terminal.ts';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly summary: string;
  /** Lines that the tests want to be seen, such as a table. */
  readonly shown: readonly string[];
  /** What was told of each test, by the file's path. */
  readonly stories?: Stories;
  /** What failed, and the beginning of what was said of it. */
  readonly failures: readonly string[];
  /** What to print when something failed. */
  readonly output: string;
}

/** A test, and what came of it. */
export interface Story {
  readonly title: string;
  readonly status: string;
}

export type Stories = ReadonlyMap<string, readonly Story[]>;

/** How many tests passed. */
export function passedIn(stories: readonly Story[] = []): number {
  return stories.filter(({ status }) => status === 'passed').length;
}

/** A part of the whole test. */
export interface Part {
  readonly name: string;
  /** Parts of one name here that follow each other run side by side. */
  readonly together?: string;
  run(stopped: AbortSignal): Promise<Outcome>;
}

/** The size limit builds what ships before it measures. */
export const PARTS: readonly Part[] = [
  { ...check('format', 'check:format'), together: 'checks' },
  { ...check('types', 'check:types'), together: 'checks' },
  { ...check('lint', 'check:lint'), together: 'checks' },
  { ...check('layers', 'check:layers'), together: 'checks' },
  { ...check('unused', 'check:unused'), together: 'checks' },
  { ...check('build and size', 'check:size'), together: 'builds' },
  { ...check('build for Firefox', 'check:firefox'), together: 'builds' },
  suite('unit tests', 'unit'),
  suite('integration tests', 'integration'),
  check('build for tests', 'build:test'),
  // Stories wait more than they work: two browsers take less than twice as long as one, on two cores, too.
  { ...suite('stories in Chromium', 'e2e'), together: 'stories' },
  { ...suite('stories in Firefox', 'firefox'), together: 'stories' },
];

export const VITEST = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..', 'vitest.mjs');
const COLOUR = hasColour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };

/** A script of package.json, which passes or fails as a whole. */
function check(name: string, script: string): Part {
  return {
    name,
    async run(stopped) {
      const command = npm('run', '--silent', script);
      const { status, output } = await run(command, stopped, COLOUR);
      const isGood = status === 0;
      const failures = isGood ? [] : [name];
      return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, summary: '', shown: [], failures, output };
    },
  };
}

/** A project of vite.config.ts, of which each test counts. */
function suite(name: string, project: string): Part {
  return {
    name,
    async run(stopped) {
      await using temporary = await temporaryDirectory('report');
      const report = join(temporary.path, 'report.json');
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const command = [process.execPath, VITEST, 'run', '--project', project, ...reporters] as const;
      return await count(report, await run(command, stopped, COLOUR));
    },
  };
}

const FileReport = v.object({
  name: v.string(),
  status: v.string(),
  message: v.string(),
  assertionResults: v.array(
    v.object({
      title: v.string(),
      fullName: v.string(),
      status: v.string(),
      failureMessages: v.nullish(v.array(v.string()), []),
    }),
  ),
});
type FileReport = v.InferOutput<typeof FileReport>;

const Report = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  testResults: v.array(FileReport),
});

async function count(file: string, { status, output }: Finished): Promise<Outcome> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null)
    return { passed: 0, failed: 1, summary: 'no test ran', shown: [], failures: ['no test ran'], output };
  const { numPassedTests, numFailedTests, testResults } = v.parse(Report, JSON.parse(text));
  const broken = testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  const known = numFailedTests + broken.length;
  // Vitest fails, too, where an error came outside of any test, or where there was no test at all.
  const failed = known === 0 && (status !== 0 || numPassedTests === 0) ? 1 : known;
  const bad = failed === 0 ? '' : `, ${failed} failed`;
  const summary = testResults.length === 0 ? 'no test ran' : `${numPassedTests} passed${bad}`;
  const shown = output.split('\n').filter((line) => line.startsWith(SHOWN));
  const stories = new Map(testResults.map((result) => [relative('', result.name), result.assertionResults]));
  const failures = testResults.flatMap(failuresIn);
  return { passed: numPassedTests, failed, summary, shown, stories, failures, output };
}

/** As much as tells why, of a message that may hold a whole page. */
const MOST_LINES = 12;

function failuresIn({ name, status, message, assertionResults }: FileReport): readonly string[] {
  const file = relative('', name);
  const failed = assertionResults.filter((one) => one.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [`${file}\n${beginning(message)}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${file}: ${fullName}\n${beginning(failureMessages.join('\n'))}`,
  );
}

function beginning(message: string): string {
  return message.split('\n').slice(0, MOST_LINES).join('\n');
}
