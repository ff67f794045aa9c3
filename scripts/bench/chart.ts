import type { Reached } from './goals.ts';

const ROW = 30;
const TOP = 34;
const LEFT = 400;
const WIDTH = 860;
const MOST = 3;

const STYLE = `text{font:13px system-ui,sans-serif;fill:#1f2328}.small{font-size:11px;fill:#59636e}
.bar{fill:#2f6f4f}.over{fill:#9a6700}.goal{stroke:#1f2328;stroke-width:2}.grid{stroke:#d1d9e0}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9198a1}.bar{fill:#56b886}.over{fill:#d29922}
.goal{stroke:#e6edf3}.grid{stroke:#3d444d}}`;

/** Draws each ratio as a bar with a mark where its goal is. Read without colours, too: what is over says so. */
export function chart(reached: readonly Reached[]): string {
  const measured = reached.filter((one) => one.ratio !== null);
  const height = TOP + measured.length * ROW + 8;
  const bottom = height - 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>Ratios of medians, each with its goal</title>
<style>${STYLE}</style>
${[0, 1, 2, 3].map((ratio) => gridLine(ratio, bottom)).join('\n')}
${measured.map(bar).join('\n')}
</svg>
`;
}

function gridLine(ratio: number, bottom: number): string {
  const x = xOf(ratio);
  return `<line class="grid" x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${bottom}"/><text class="small" x="${x}" y="16" text-anchor="middle">${ratio}</text>`;
}

function bar({ what, against, ratio, most }: Reached, index: number): string {
  const y = TOP + index * ROW;
  const measured = ratio ?? 0;
  const isOver = measured > most;
  const end = xOf(measured);
  const words = `${measured.toFixed(2)}${isOver ? `, goal ${most}` : ''}`;
  return `<text x="${LEFT - 12}" y="${y + 9}" text-anchor="end">${escaped(what)}</text>
<text class="small" x="${LEFT - 12}" y="${y + 22}" text-anchor="end">${escaped(against)}</text>
<rect class="${isOver ? 'over' : 'bar'}" x="${LEFT}" y="${y + 1}" width="${end - LEFT}" height="16"/>
<line class="goal" x1="${xOf(most)}" x2="${xOf(most)}" y1="${y - 3}" y2="${y + 21}"/>
<text x="${Math.max(end, xOf(most)) + 8}" y="${y + 14}">${words}</text>`;
}

function xOf(ratio: number): number {
  return Math.round(LEFT + (Math.min(ratio, MOST) / MOST) * (WIDTH - LEFT - 90));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
