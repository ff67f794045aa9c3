import { cpus } from 'node:os';
import process from 'node:process';
import type { BrowserContext } from 'playwright-core';
import { replaceSection } from '../document-section.ts';
import { say } from '../terminal.ts';

const FILE = 'docs/benchmarks.md';

/** `LATCHKEY_ROUNDS=3` shows in a minute that a bench works; its figures are worth nothing, and are not written down. */
const { LATCHKEY_ROUNDS } = process.env;
export const isTrial = LATCHKEY_ROUNDS !== undefined;

/** How often something is measured. */
export function roundsOf(usual: number): number {
  return Math.min(usual, Number(LATCHKEY_ROUNDS ?? usual));
}

/** Replaces the section of the document that a bench owns. */
export async function writeSection(heading: string, section: string): Promise<void> {
  if (isTrial) say('\n  Too few rounds to be written down.\n');
  else await replaceSection(FILE, heading, section);
}

/** The version of a browser, as it tells it. */
export function versionOf({ context }: { readonly context: BrowserContext }): string {
  return context.browser()?.version() ?? 'of unknown version';
}

/** On what was measured. */
export function machine(version: string, browser = 'Chromium'): string {
  const [cpu] = cpus();
  return `${browser} ${version}, headless; Node.js ${process.versions.node}; ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}.`;
}

/** A table in Markdown; its first row is its head. */
export function table([head = [], ...body]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
