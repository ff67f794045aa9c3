import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { argumentsFor, CHROMIUM, HAS_SANDBOX, HEADLESS } from './browser.ts';

/**
 * A browser to whose pages no debugger is attached: with one, as Playwright's, Chromium prerenders nothing
 * (`PrerenderingDisabledByDevTools`). Its pages act by themselves, and servers see what they do.
 */
export interface UnwatchedBrowser extends AsyncDisposable {
  readonly version: string;
  /** Opens a page in a tab of its own, before the others or behind them: from there, nothing is prerendered. */
  open(url: string, where: 'in front' | 'behind'): Promise<void>;
  /** The addresses of the pages that are open, prerendered ones too. */
  pages(): Promise<readonly string[]>;
}

interface Answer {
  readonly id?: number;
  readonly result?: {
    /** `Chrome/` and the version. */
    readonly product?: string;
    readonly targetInfos?: readonly { readonly type: string; readonly url: string }[];
  };
}

interface UnwatchedOptions {
  /** The directories of the extensions in it. */
  readonly extensions: readonly string[];
  /** The directory of its profile. */
  readonly profile: string;
}

/** Starts such a browser without a window. */
export async function launchUnwatched({ extensions, profile }: UnwatchedOptions): Promise<UnwatchedBrowser> {
  const args = [
    ...argumentsFor(extensions),
    ...HEADLESS,
    ...(HAS_SANDBOX ? [] : ['--no-sandbox']),
    // As Playwright has it: the profile is used by both.
    '--password-store=basic',
    '--use-mock-keychain',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(CHROMIUM, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const atExit = () => child.kill();
  process.once('exit', atExit);
  const send = caller(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const { product = '' } = (await send('Browser.getVersion')) ?? {};
  return {
    version: product.replace(/^.*\//, ''),
    async open(url, where) {
      await send('Target.createTarget', { url, background: where === 'behind' });
    },
    pages: async () => {
      const { targetInfos = [] } = (await send('Target.getTargets')) ?? {};
      return targetInfos.filter(({ type }) => type === 'page').map(({ url }) => url);
    },
    async [Symbol.asyncDispose]() {
      await send('Browser.close');
      await ended;
      process.off('exit', atExit);
    },
  };
}

/** Sends commands of the DevTools protocol, each of which ends in a null byte, as its answer does. */
function caller(commands: Writable, answers: Readable) {
  const waiting = new Map<number, (result: Answer['result']) => void>();
  let rest = '';
  let last = 0;
  answers.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id = 0, result } = JSON.parse(message) as Answer;
      waiting.get(id)?.(result);
      waiting.delete(id);
    }
  });
  return (method: string, params: object = {}) =>
    new Promise<Answer['result']>((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      commands.write(`${JSON.stringify({ id: last, method, params })}\0`);
    });
}
