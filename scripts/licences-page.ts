import type { Licence } from './licence-list.ts';

const HEAD = `# Licences

Latchkey itself is under the [MIT licence](../LICENSE). What ships is made with these packages and no others. Each build
holds the notices of those of which it has a part, in \`licences.txt\`. \`npm run licences\` writes this page.

`;

/** docs/licences.md, as its command writes it and its test wants it. */
export function licencesPage(licences: readonly Licence[]): string {
  const rows = licences.map(({ name, version, licence, text }) => [
    `\`${name}\``,
    version,
    licence,
    holderIn(text).replaceAll('|', '\\|'),
  ]);
  return HEAD + tableOf([['package', 'version', 'licence', 'whose it is'], ...rows]);
}

/** Whom a licence names; some name nobody, but whoever contributed. */
function holderIn(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const line = lines.find((one) => /^copyright\b.*(\(c\)|©|\d{4}|contributors)/i.test(one)) ?? '';
  return line
    .replace(/^copyright\s*/i, '')
    .replace(/^(\(c\)|©)\s*/i, '')
    .replace(/[.,]?( all rights reserved\.?)?$/i, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`;
  const [head = [], ...body] = rows;
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...body.map(lineOf)].join('');
}
