/**
 * Makes a bare machine ready and then runs a TypeScript script: `node scripts/ready.js SCRIPT.ts [arguments]`.
 * It needs nothing but Node; packages and a browser are fetched when they are missing.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { CHROMIUM, CURL, FIREFOX, findBrowser, installBrowser, wantedBrowser } from './ready-browser.js';
import { arePackagesInstalled, installPackages } from './ready-packages.js';

const OLDEST_NODE = /** @type {const} */ ([20, 19]);

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @param {string[]} args */
async function main([script, ...args]) {
  if (script === undefined) throw new Error('Say which script to run: node scripts/ready.js SCRIPT.ts');
  requireNode();
  if (!(await arePackagesInstalled())) await installPackages();
  const env = { ...process.env };
  for (const kind of browsersOf(script, args)) {
    env[kind.variable] = (await findBrowser(kind)) ?? (await installBrowser(kind));
  }
  return run([script, ...args], env);
}

/**
 * The browsers that a script opens, and what else it runs.
 *
 * @param {string} script
 * @param {string[]} args
 */
function browsersOf(script, args) {
  if (script === 'scripts/dev.ts') return [];
  if (script === 'scripts/test.ts') return [CHROMIUM, FIREFOX, CURL];
  // Without a name, every bench runs.
  if (script === 'scripts/bench.ts' && (args.length === 0 || args.includes('firefox')))
    return [CHROMIUM, FIREFOX];
  return [wantedBrowser(args)];
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Latchkey needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org`,
  );
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the script's exit status
 */
function run(args, env) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { stdio: 'inherit', env });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // The script cleans up and ends; until then we stay, so that the prompt comes back last.
    process.on(signal, () => child.kill(signal));
  }
  stopWithParent(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/**
 * npm runs us in a shell that passes no signal on: who ends npm would leave us running.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function stopWithParent(child) {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill();
  }, 500).unref();
}
