import process from 'node:process';
import { styleText } from 'node:util';

/** What the terminal can show: a pipe or `NO_COLOR` gets plain lines. */
const isTerminal = process.stdout.isTTY;
export const hasColour = isTerminal && (process.env['NO_COLOR'] ?? '') === '';

const WIDTH = 66;
type Style = 'green' | 'red' | 'dim' | 'bold';

export function paint(style: Style, text: string): string {
  return hasColour ? styleText(style, text) : text;
}

export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** A line with a mark before, the time that it took at the right, and perhaps a remark between them. */
export function sayResult(isGood: boolean, title: string, milliseconds: number, remark = ''): void {
  const mark = isGood ? paint('green', '✓') : paint('red', '✗');
  const time = `${(milliseconds / 1000).toFixed(1)} s`;
  say(`  ${mark} ${title}${paint('dim', remark + time.padStart(WIDTH + 8 - title.length - remark.length))}`);
}

/** Shows on a terminal what is under way and for how long, until the returned function wipes it away. */
export function sayMeanwhile(title: string): () => void {
  if (!isTerminal) return () => undefined;
  const start = performance.now();
  const draw = () => {
    const time = `${((performance.now() - start) / 1000).toFixed(0)} s`;
    process.stdout.write(`\r  ${paint('dim', `· ${title.padEnd(WIDTH)}${time.padStart(8)}`)}`);
  };
  draw();
  const timer = setInterval(draw, 1_000);
  return () => {
    clearInterval(timer);
    process.stdout.write('\r\u001b[2K');
  };
}

/** Does a piece of work and prints a line for it, with its time. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const wipe = sayMeanwhile(title);
  let isGood = false;
  try {
    const result = await work();
    isGood = true;
    return result;
  } finally {
    wipe();
    sayResult(isGood, title, performance.now() - start);
  }
}
