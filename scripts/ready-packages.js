/** The packages that package-lock.json names: whether they are installed, and how they come to be. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { runLoud } from './ready-run.js';

/** @typedef {Record<string, { version?: string; resolved?: string; optional?: boolean; link?: boolean }>} Packages */

/** npm writes the record of what it installed last of all, so an installation that broke off has none. */
const RECORD = 'node_modules/.package-lock.json';

export async function arePackagesInstalled() {
  const [wanted, installed] = await Promise.all([packagesIn('package-lock.json'), packagesIn(RECORD)]);
  if (wanted === null) throw new Error('package-lock.json is missing or broken.');
  if (installed === null) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    // Optional packages are for other platforms, mostly, and npm leaves them out there.
    return found === undefined ? optional === true : found.version === version;
  });
}

export async function installPackages() {
  try {
    await npm('Installing packages (npm ci)', 'ci');
  } catch (error) {
    if (!String(error).includes('EUSAGE')) throw error;
    // A lock written against a registry that lacks some packages for other platforms: `npm ci` refuses it whole,
    // `npm install` keeps to its versions all the same.
    await npm('Installing packages (npm install)', 'install', '--no-save');
  }
}

/**
 * @param {string} title
 * @param {string[]} args
 */
async function npm(title, ...args) {
  const path = process.env['npm_execpath'];
  const all = [...args, '--no-audit', '--no-fund'];
  await runLoud(
    title,
    path === undefined ? 'npm' : process.execPath,
    path === undefined ? all : [path, ...all],
  );
}

/** @param {string} file */
async function packagesIn(file) {
  try {
    return packagesOf(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Missing or cut short: either way there is no record.
    return null;
  }
}

/** @param {unknown} record */
function packagesOf(record) {
  return /** @type {{ packages?: Packages }} */ (record).packages ?? null;
}
