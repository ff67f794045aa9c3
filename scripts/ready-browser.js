/** A browser: the one that is named or installed, else Debian's, where it can be installed. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runLoud } from './ready-run.js';

/**
 * @typedef {object} Kind
 * @property {string} title
 * @property {string} variable the environment variable that names the program
 * @property {string} wanted what to install
 * @property {string} debian the Debian package
 * @property {string[]} names what the program is called
 * @property {string[]} mac where it stands below `/Applications`
 * @property {string[]} windows where it stands below the directories of programs
 */

/** @type {Kind} */
export const CHROMIUM = {
  title: 'Chromium',
  variable: 'LATCHKEY_CHROMIUM',
  wanted: 'Chromium, Google Chrome or Microsoft Edge',
  debian: 'chromium',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
  mac: [
    'Chromium.app/Contents/MacOS/Chromium',
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  windows: [
    'Chromium\\Application\\chrome.exe',
    'Google\\Chrome\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** @type {Kind} */
export const FIREFOX = {
  title: 'Firefox',
  variable: 'LATCHKEY_FIREFOX',
  wanted: 'Firefox ESR or Firefox',
  debian: 'firefox-esr',
  names: ['firefox-esr', 'firefox'],
  mac: ['Firefox ESR.app/Contents/MacOS/firefox', 'Firefox.app/Contents/MacOS/firefox'],
  windows: ['Mozilla Firefox ESR\\firefox.exe', 'Mozilla Firefox\\firefox.exe'],
};

/**
 * No browser, but found and installed in the same way: the tests run the command that the inspector gives.
 *
 * @type {Kind}
 */
export const CURL = {
  title: 'curl',
  variable: 'LATCHKEY_CURL',
  wanted: 'curl',
  debian: 'curl',
  names: ['curl'],
  mac: [],
  windows: [],
};

/**
 * The browser that `--browser` asks for.
 *
 * @param {string[]} args
 */
export function wantedBrowser(args) {
  const options = /** @type {const} */ ({ browser: { type: 'string', default: 'chromium' } });
  const { browser } = parseArgs({ args, options, strict: false }).values;
  if (browser === 'chromium') return CHROMIUM;
  if (browser === 'firefox') return FIREFOX;
  throw new Error('--browser takes chromium or firefox.');
}

/**
 * @param {Kind} kind
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser(kind) {
  const named = process.env[kind.variable];
  if (named !== undefined && named !== '') {
    if (await isProgram(named)) return named;
    throw new Error(`${kind.variable} is ${named}, which is no program.`);
  }
  for (const path of [...inPath(kind.names), ...usualPlaces(kind)]) {
    if (await isProgram(path)) return path;
  }
  return undefined;
}

/**
 * @param {Kind} kind
 * @returns {Promise<string>}
 */
export async function installBrowser(kind) {
  const { title, variable, wanted, debian } = kind;
  const [apt] = await programs(inPath(['apt-get']));
  if (apt === undefined || process.getuid?.() !== 0) {
    throw new Error(`${title} was not found. Install ${wanted}, or name one in ${variable}.`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runLoud('Reading the list of Debian packages (apt-get update)', apt, ['update'], env);
  const install = ['install', '--yes', '--no-install-recommends', debian];
  await runLoud(`Installing ${title} (apt-get install ${debian})`, apt, install, env);
  const browser = await findBrowser(kind);
  if (browser === undefined) throw new Error(`${title} was installed, but it is not in PATH.`);
  return browser;
}

/** @param {string[]} names */
function inPath(names) {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((path) => path !== '');
  return names.flatMap((name) => directories.map((directory) => join(directory, name)));
}

/** @param {Kind} kind */
function usualPlaces({ mac, windows }) {
  if (process.platform === 'darwin') return mac.map((path) => join('/Applications', path));
  if (process.platform !== 'win32') return [];
  const roots = ['LOCALAPPDATA', 'ProgramFiles', 'ProgramFiles(x86)'].map((name) => process.env[name]);
  return windows.flatMap((path) => roots.flatMap((root) => (root === undefined ? [] : [join(root, path)])));
}

/** @param {string[]} paths */
async function programs(paths) {
  const found = await Promise.all(paths.map(async (path) => ((await isProgram(path)) ? [path] : [])));
  return found.flat();
}

/** @param {string} path */
async function isProgram(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
