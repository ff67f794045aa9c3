import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { temporaryDirectory } from '../test/world/temporary.ts';
import { endOfProcess, run } from './child.ts';
import { say, sayMeanwhile } from './terminal.ts';
import { VITEST } from './test-parts.ts';

/**
 * `npm run test:fuzz` tries each property with 100,000 inputs and says for how many it is wrong;
 * `npm run test:fuzz -- pods --inputs 1000000 --seed 7` those of one file, with more, and the same ones again.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});

const Tally = v.object({ inputs: v.number(), wrong: v.number() });
const Report = v.object({
  testResults: v.array(
    v.object({
      assertionResults: v.array(
        v.object({ fullName: v.string(), meta: v.object({ property: v.optional(Tally) }) }),
      ),
    }),
  ),
});

const wipe = sayMeanwhile(`each property with ${values.inputs} inputs`);
await using temporary = await temporaryDirectory('fuzz');
const report = join(temporary.path, 'report.json');
const command = [
  process.execPath,
  ...[VITEST, 'run', '--project', 'unit', ...filters(), '--testTimeout=3600000'],
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
] as const;
const inputs = { LATCHKEY_INPUTS: values.inputs, LATCHKEY_SEED: values.seed };
const { status, output } = await run(command, endOfProcess(), inputs).finally(wipe);
const rows = rowsOf(await readFile(report, 'utf8').catch(() => '{"testResults":[]}'));
if (status !== 0 || rows.length === 0) say(output.trim());
say(`${'inputs'.padStart(9)}${'wrong'.padStart(7)}  property`);
for (const row of rows) say(`${String(row.inputs).padStart(9)}${String(row.wrong).padStart(7)}  ${row.name}`);
say(`seed ${values.seed}`);
process.exitCode = rows.length === 0 ? 1 : status;

/** The files that are wanted: of all properties, or those whose name holds a word. */
function filters(): readonly string[] {
  return positionals.length === 0
    ? ['test/unit/properties/']
    : positionals.map((word) => `test/unit/properties/${word}`);
}

function rowsOf(json: string) {
  const { testResults } = v.parse(Report, JSON.parse(json));
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap(({ fullName, meta }) =>
      meta.property === undefined ? [] : [{ name: fullName, ...meta.property }],
    );
}
