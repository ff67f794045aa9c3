/** A Chromium browser: the one that is named or installed, else Debian's, where it can be installed. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { runLoud } from './ready-run.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** @returns {Promise<string | undefined>} */
export async function findBrowser() {
  const named = process.env['LATCHKEY_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (await isProgram(named)) return named;
    throw new Error(`LATCHKEY_CHROMIUM is ${named}, which is no program.`);
  }
  for (const path of [...inPath(NAMES), ...usualPlaces()]) {
    if (await isProgram(path)) return path;
  }
  return undefined;
}

/** @returns {Promise<string>} */
export async function installBrowser() {
  const [apt] = await programs(inPath(['apt-get']));
  if (apt === undefined || process.getuid?.() !== 0) {
    throw new Error(
      'No browser was found. Install Chromium, Google Chrome or Microsoft Edge, or name one in LATCHKEY_CHROMIUM.',
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runLoud('Reading the list of Debian packages (apt-get update)', apt, ['update'], env);
  const install = ['install', '--yes', '--no-install-recommends', 'chromium'];
  await runLoud('Installing Chromium (apt-get install chromium)', apt, install, env);
  const browser = await findBrowser();
  if (browser === undefined) throw new Error('Chromium was installed, but it is not in PATH.');
  return browser;
}

/** @param {string[]} names */
function inPath(names) {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((path) => path !== '');
  return names.flatMap((name) => directories.map((directory) => join(directory, name)));
}

function usualPlaces() {
  if (process.platform === 'darwin') return MAC.map((path) => join('/Applications', path));
  if (process.platform !== 'win32') return [];
  const roots = ['LOCALAPPDATA', 'ProgramFiles', 'ProgramFiles(x86)'].map((name) => process.env[name]);
  return WINDOWS.flatMap((path) => roots.flatMap((root) => (root === undefined ? [] : [join(root, path)])));
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
