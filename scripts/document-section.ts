import { readFile, writeFile } from 'node:fs/promises';
import { say } from './terminal.ts';

/** Replaces the section of a document that a command owns, up to the next heading of whatever rank. */
export async function replaceSection(file: string, heading: string, section: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const start = text.indexOf(heading);
  const next = text.slice(start + 1).search(/\n###? /);
  const before = start === -1 ? `${text.trimEnd()}\n\n` : text.slice(0, start);
  const after = start === -1 || next === -1 ? '' : text.slice(start + 1 + next);
  await writeFile(file, `${before}${heading}\n\n${section}\n${after}`);
  say(`\n  Written to ${file}\n`);
}
