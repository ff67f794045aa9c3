/** Runs a command that may take long, and says so while it does. */
import { spawn } from 'node:child_process';
import process from 'node:process';

const QUIET = 1_000;
const REPEAT = 15_000;

/**
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runLoud(title, command, args, env = process.env) {
  const start = Date.now();
  const stopProgress = showProgress(title, start);
  try {
    const { status, output } = await run(command, args, env);
    if (status !== 0) throw new Error(`${output}\n${title} failed with status ${status}.`);
  } finally {
    stopProgress();
  }
  console.log(`${title}: done in ${seconds(start)} s`);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ status: number; output: string }>}
 */
function run(command, args, env) {
  const options = { env, shell: process.platform === 'win32' && command === 'npm' };
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output = (output + text).slice(-20_000);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new Error(`${command} could not be started: ${cause.message}`, { cause })),
    );
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}

/**
 * @param {string} title
 * @param {number} start
 */
function showProgress(title, start) {
  if (process.stdout.isTTY) {
    const timer = setInterval(() => process.stdout.write(`\r${title} … ${seconds(start)} s`), QUIET);
    return () => {
      clearInterval(timer);
      process.stdout.write('\r\u001b[2K');
    };
  }
  console.log(`${title} …`);
  const timer = setInterval(() => console.log(`${title} … ${seconds(start)} s`), REPEAT);
  return () => clearInterval(timer);
}

/** @param {number} start */
function seconds(start) {
  return Math.round((Date.now() - start) / 1000);
}
