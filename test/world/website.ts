import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { colour, png } from './png.ts';

/** How many plain pictures the website shows. */
export const PICTURES = 50;

/** The files of a website of every kind of element, by their paths, without its film. */
export async function website(): Promise<
  readonly (readonly [string, string, string | Uint8Array<ArrayBuffer>])[]
> {
  const font = await readFile(
    createRequire(import.meta.url).resolve('@solid/community-server/templates/fonts/raleway.woff2'),
  );
  const pictures = [...named, ...Array.from({ length: PICTURES }, (_, i) => `${i}`)];
  return [
    ['index.html', 'text/html', INDEX],
    ['main.css', 'text/css', MAIN],
    ['more.css', 'text/css', MORE],
    ['font.woff2', 'font/woff2', Uint8Array.from(font)],
    ['script.js', 'text/javascript', SCRIPT],
    ['module.js', 'text/javascript', MODULE],
    ['frame.html', 'text/html', FRAME],
    ['paper.pdf', 'application/pdf', PAPER],
    ['captions.vtt', 'text/vtt', 'WEBVTT\n\n00:00.000 --> 00:30.000\nThe film\n'],
    ...pictures.map((name, i) => [`${name}.png`, 'image/png', tile((i * 37) % 360)] as const),
  ];
}

const named = [
  'ground',
  'inline',
  'set',
  'source',
  'drawn',
  'poster',
  'late',
  'shadow',
  'closed',
  'framed',
  'press',
];

function tile(hue: number): Uint8Array<ArrayBuffer> {
  return png(24, 24, (x, y) => colour(hue, 0.6, 0.35 + (x + y) / 120));
}

const INDEX = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A website</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="main.css">
<script src="script.js"></script>
<script type="module" src="module.js"></script>
<h1>A website</h1>
<p id="script">no script</p><p id="module">no module</p>
<p class="imported">Imported</p>
<p style="background-image: url(inline.png)">Inline</p>
<p>${Array.from({ length: PICTURES }, (_, i) => `<img src="${i}.png" alt="">`).join('')}</p>
<p>
  <img id="set" srcset="set.png 1x" alt="">
  <picture><source srcset="source.png"><img id="source" alt=""></picture>
  <svg width="24" height="24"><image href="drawn.png" width="24" height="24"/></svg>
  <input type="image" src="press.png" alt="">
  <span id="late"></span><span id="open"></span><span id="closed"></span>
</p>
<video id="film" src="film.webm" poster="poster.png" preload="metadata" muted width="240">
  <track default src="captions.vtt">
</video>
<iframe src="frame.html" width="240" height="80"></iframe>
<embed src="paper.pdf" type="application/pdf" width="240" height="120">
`;

const MAIN = `@import url(more.css);
@font-face { font-family: "Private"; src: url(font.woff2) format("woff2"); }
body { font-family: "Private", serif; margin: 1rem; }
h1 { background: url("ground.png"); padding: 0.5rem; }
@media (min-width: 1px) { img { margin: 1px; } }
`;
const MORE = '.imported { color: rgb(1, 99, 2); }\n';

const SCRIPT = `addEventListener('load', () => {
  document.querySelector('#script').textContent = 'A script ran';
});
if (document.readyState === 'complete') document.querySelector('#script').textContent = 'A script ran';
function show(root, name) {
  root.append(Object.assign(new Image(), { src: name + '.png', alt: '' }));
}
function add() {
  if (!document.body || !document.querySelector('#closed')) return setTimeout(add, 10);
  show(document.querySelector('#late'), 'late');
  show(document.querySelector('#open').attachShadow({ mode: 'open' }), 'shadow');
  show(document.querySelector('#closed').attachShadow({ mode: 'closed' }), 'closed');
}
add();
`;
const MODULE = `document.querySelector('#module').textContent = 'A module ran';\n`;
const FRAME = `<!doctype html><meta charset="utf-8"><title>A frame</title><p>Framed <img src="framed.png" alt=""></p>\n`;

/** One page with one line on it. */
const PAPER = pdf('BT /F1 24 Tf 20 40 Td (A private paper) Tj ET');

function pdf(content: string): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 240 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const at = objects.map((object, i) => {
    const start = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = at.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const end = file.length;
  return `${file}xref\n0 ${at.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${at.length + 1} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF\n`;
}
