/** Takes a picture of every scene in each light and width into test-results/gallery, and checks what it sees. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import preact from '@preact/preset-vite';
import type axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import manifest from '../../manifest.json' with { type: 'json' };
import { APPROVAL_SCENES } from './approve-scenes.ts';
import { OPTIONS_SCENES } from './options-scenes.ts';
import { POPUP_SCENES } from './popup-scenes.ts';

const HERE = import.meta.dirname;
const PICTURES = resolve(HERE, '../../test-results/gallery');
const SITE = resolve(PICTURES, 'site');
/** The pages, each with the widths that it is seen in. */
const PAGES = {
  popup: [320, 380, 800],
  approve: [320, 380, 800],
  options: [320, 800, 1200],
} as const;
const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Runs in the page: what axe finds grave, and whether anything sticks out sideways. */
async function examine(page: Page, axeSource: string): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: typeof axe };
    const { violations } = await engine.run();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...found, `${scrollWidth - clientWidth} px too wide`] : found;
  });
}

interface Shot {
  readonly file: string;
  readonly address: string;
  readonly width: number;
  /** What is done before the picture is taken. */
  readonly act: (page: Page) => Promise<unknown>;
}

async function shoot(context: BrowserContext, shot: Shot, axeSource: string): Promise<string[]> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.setViewportSize({ width: shot.width, height: 600 });
  await page.goto(shot.address);
  await shot.act(page);
  await page.waitForTimeout(shot.address.includes('approve') ? 600 : 100);
  await page.screenshot({ path: resolve(PICTURES, `${shot.file}.png`), fullPage: true });
  problems.push(...(await examine(page, axeSource)));
  await page.close();
  return problems.map((problem) => `${shot.file}: ${problem}`);
}

type Scenes = readonly (readonly [name: string, act: Shot['act']])[];

const nothing = () => Promise.resolve();

const SCENES: Record<keyof typeof PAGES, Scenes> = {
  popup: Object.entries(POPUP_SCENES).map(([name, { press, act = nothing }]) => [
    name,
    press === undefined ? act : (page) => page.getByRole('button', { name: press, exact: true }).click(),
  ]),
  approve: Object.entries(APPROVAL_SCENES).map(([name, { act }]) => [name, act ?? nothing]),
  options: Object.entries(OPTIONS_SCENES).map(([name, { act }]) => [name, act ?? nothing]),
};

function shots(base: string, colorScheme: string, wanted: RegExp): Shot[] {
  const all = (Object.keys(PAGES) as (keyof typeof PAGES)[]).flatMap((page) =>
    PAGES[page].flatMap((width) =>
      SCENES[page].map(([name, act]) => ({
        file: `${page}-${name}-${width}-${colorScheme}`,
        address: `${base}${page}.html?scene=${name}`,
        width,
        act,
      })),
    ),
  );
  return all.filter(({ file }) => wanted.test(file));
}

async function serve() {
  const input = Object.keys(PAGES).map((page) => resolve(HERE, `${page}.html`));
  const shared = { configFile: false, root: HERE, logLevel: 'warn' } as const;
  const output = { outDir: SITE, emptyOutDir: true, modulePreload: false };
  await build({ ...shared, plugins: [preact()], build: { ...output, rolldownOptions: { input } } });
  // The policy that ships has to hold for the pages as they are drawn here.
  const headers = { 'Content-Security-Policy': manifest.content_security_policy.extension_pages };
  return preview({ ...shared, build: output, preview: { port: 0, host: '127.0.0.1', headers } });
}

const wanted = new RegExp(process.argv[2] ?? '');
const axeSource = await readFile(resolve(HERE, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env['LATCHKEY_CHROMIUM'] ?? '/usr/bin/chromium',
  args: BROWSER_ARGS,
});
const problems: string[] = [];
try {
  const base = server.resolvedUrls?.local[0] ?? '';
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme });
    for (const shot of shots(base, colorScheme, wanted)) {
      problems.push(...(await shoot(context, shot, axeSource)));
    }
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(problems.length === 0 ? 'Nothing to mend.' : problems.join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;
