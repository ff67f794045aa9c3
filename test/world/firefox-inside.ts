import { randomUUID } from 'node:crypto';
import type { Bidi } from './bidi.ts';

/** What of Firefox's parent process is used here. */
interface Extension {
  readonly backgroundState: string;
  readonly views: Iterable<View>;
  /** Absent from an extension that Firefox does not start. */
  wakeupBackground?(): Promise<void>;
  terminateBackground(options: { readonly disableResetIdleForTest: boolean }): Promise<void>;
}
interface View {
  readonly viewType: string;
  readonly xulBrowser: { readonly messageManager: MessageManager };
}
interface MessageManager {
  addMessageListener(name: string, listener: (message: { readonly data: Answer }) => void): void;
  removeMessageListener(name: string, listener: unknown): void;
  loadFrameScript(url: string, allowDelayedLoad: boolean): void;
}
interface Answer {
  readonly value?: string;
  readonly error?: string;
}
interface Permissions {
  readonly permissions: readonly string[];
  readonly origins: readonly string[];
}
interface PermissionsModule {
  readonly ExtensionPermissions: {
    add(id: string, permissions: Permissions, extension: Extension): Promise<void>;
  };
}
declare const WebExtensionPolicy: { getByID(id: string): { readonly extension: Extension } | null };
declare const ChromeUtils: { importESModule(url: string): PermissionsModule };
declare const Services: { readonly console: { getMessageArray(): readonly { readonly message: string }[] } };

/** Firefox's own process, where it keeps an extension. */
export interface Inside {
  /** The id of the browser window in which it runs what it is given. */
  readonly window: string;
  /** Runs a function there; it sees nothing of its surroundings, and its arguments and its result are JSON. */
  run<Arguments extends readonly unknown[], Result>(
    code: (...args: Arguments) => Result | Promise<Result>,
    ...args: Arguments
  ): Promise<Result>;
}

interface Called {
  readonly result?: { readonly value: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** Opens Firefox's own process; needs `--remote-allow-system-access`. */
export async function insideOf(bidi: Bidi): Promise<Inside> {
  const window = await onlyWindow(bidi);
  return {
    window,
    async run<Arguments extends readonly unknown[], Result>(
      code: (...args: Arguments) => Result | Promise<Result>,
      ...args: Arguments
    ) {
      const { result, exceptionDetails } = (await bidi.send('script.callFunction', {
        functionDeclaration: `async (args) => {
          // Some compilers name functions by a call of it.
          const __name = (named) => named;
          return JSON.stringify((await (${String(code)})(...JSON.parse(args))) ?? null);
        }`,
        arguments: [{ type: 'string', value: JSON.stringify(args) }],
        target: { context: window },
        awaitPromise: true,
      })) as Called;
      if (result === undefined) throw new Error(exceptionDetails?.text);
      return JSON.parse(result.value) as Result;
    },
  };
}

/** Playwright opens a window of its own beside the browser's first, of which it knows nothing: that one is closed. */
async function onlyWindow(bidi: Bidi): Promise<string> {
  const [first] = await contextsOf(bidi, 'content');
  await bidi.send('browsingContext.close', { context: first });
  const window = (await contextsOf(bidi, 'chrome')).at(-1);
  if (window === undefined) throw new Error('Firefox has no window.');
  return window;
}

async function contextsOf(bidi: Bidi, scope: 'content' | 'chrome'): Promise<readonly string[]> {
  const tree = (await bidi.send('browsingContext.getTree', {
    maxDepth: 0,
    ...(scope === 'chrome' ? { 'moz:scope': scope } : {}),
  })) as { readonly contexts: readonly { readonly context: string }[] };
  return tree.contexts.map(({ context }) => context);
}

export function isInstalled(inside: Inside, id: string): Promise<boolean> {
  return inside.run((id) => WebExtensionPolicy.getByID(id) !== null, id);
}

/** Resolves once an extension's background page runs, woken if it was suspended. */
export function wakeBackground(inside: Inside, id: string): Promise<void> {
  return inside.run(async (id) => {
    await WebExtensionPolicy.getByID(id)?.extension.wakeupBackground?.();
  }, id);
}

/** Ends an extension's background page, as Firefox does when it is idle, and resolves once it has ended. */
export function suspendBackground(inside: Inside, id: string): Promise<void> {
  return inside.run(async (id) => {
    const extension = WebExtensionPolicy.getByID(id)?.extension;
    if (extension?.backgroundState === 'stopped') return;
    await extension?.terminateBackground({ disableResetIdleForTest: true });
  }, id);
}

/** Gives an extension what it has asked for as optional, as a person does in the add-on's settings. */
export function addPermissions(
  inside: Inside,
  id: string,
  permissions: readonly string[],
  origins: readonly string[],
): Promise<void> {
  return inside.run(
    async (id, permissions, origins) => {
      const extension = WebExtensionPolicy.getByID(id)?.extension;
      if (extension === undefined) throw new Error(`There is no extension ${id}.`);
      const module = 'resource://gre/modules/ExtensionPermissions.sys.mjs';
      const { ExtensionPermissions } = ChromeUtils.importESModule(module);
      await ExtensionPermissions.add(id, { permissions, origins }, extension);
    },
    id,
    permissions,
    origins,
  );
}

/** The errors and warnings in Firefox's console that come from an address, as Firefox words them. */
export function complaintsFrom(inside: Inside, origin: string): Promise<readonly string[]> {
  return inside.run((origin) => {
    const messages = Services.console.getMessageArray();
    return messages.map(({ message }) => message).filter((message) => message.includes(origin));
  }, origin);
}

/** Evaluates a function in a page of an extension that WebDriver BiDi does not know, as it stands in no tab. */
export async function evaluateInView(
  inside: Inside,
  id: string,
  type: 'background' | 'devtools_panel',
  code: ((argument: never) => unknown) | string,
  argument?: unknown,
): Promise<unknown> {
  const answer = `latchkey-answer-${randomUUID()}`;
  const script = frameScript(answer, String(code), JSON.stringify(argument ?? null));
  const { value, error } = await inside.run(
    async (id, type, answer, script) => {
      const views = [...(WebExtensionPolicy.getByID(id)?.extension.views ?? [])];
      const manager = views.find(({ viewType }) => viewType === type)?.xulBrowser.messageManager;
      if (manager === undefined) throw new Error(`${id} has no view ${type}.`);
      return await new Promise<Answer>((resolve) => {
        manager.addMessageListener(answer, function hear({ data }) {
          manager.removeMessageListener(answer, hear);
          resolve(data);
        });
        manager.loadFrameScript(`data:,${encodeURIComponent(script)}`, false);
      });
    },
    id,
    type,
    answer,
    script,
  );
  if (value === undefined) throw new Error(error);
  return JSON.parse(value);
}

/** A script for the page's process. The page's own policy forbids `eval`, so its sandbox evaluates. */
function frameScript(answer: string, code: string, argument: string): string {
  const source = `(async () => {
    const __name = (named) => named;
    return JSON.stringify((await (${code})(${argument})) ?? null);
  })()`;
  return `
    const sandbox = Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
    Cu.evalInSandbox(${JSON.stringify(source)}, sandbox).then(
      (value) => sendAsyncMessage(${JSON.stringify(answer)}, { value }),
      (error) => sendAsyncMessage(${JSON.stringify(answer)}, { error: String(error) }),
    );`;
}
