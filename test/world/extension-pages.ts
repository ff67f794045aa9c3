import type { Bidi, Parameters } from './bidi.ts';

/** What of Firefox's own process is used here. */
interface Context {
  readonly isContent: boolean;
  readonly parent: object | null;
  readonly currentRemoteType: string | null;
}
interface Remote {
  readonly NavigableManager: { getIdForBrowsingContext(context: Context): string | null };
  readonly BrowsingContextListener: new () => {
    on(event: string, hear: (event: string, change: { browsingContext: Context; why: string }) => void): void;
    startListening(): void;
  };
}
declare const ChromeUtils: { importESModule(url: string): Remote };

const CHANNEL = 'latchkey-closed-pages';
const LOADED = `() => document.readyState === 'complete'
  || new Promise((resolve) => addEventListener('load', () => resolve(true), { once: true }))`;

/**
 * WebDriver BiDi leaves an extension's pages out (https://bugzilla.mozilla.org/1755014): Firefox takes commands for
 * them, but tells neither that one has loaded nor that it has closed. Here Playwright is told.
 *
 * @param window the id of a browser window in Firefox's own process
 */
export async function tellOfExtensionPages(bidi: Bidi, window: string): Promise<void> {
  bidi.on('browsingContext.navigationCommitted', (params) => void tellOfLoad(bidi, params));
  bidi.on('script.message', ({ channel, data }) => {
    if (channel !== CHANNEL) return;
    const { value: context } = data as { readonly value: string };
    bidi.tell('browsingContext.contextDestroyed', { context, parent: null });
  });
  await bidi.send('script.callFunction', {
    functionDeclaration: String(watchClosing),
    arguments: [{ type: 'channel', value: { channel: CHANNEL, ownership: 'none' } }],
    target: { context: window },
    awaitPromise: false,
  });
}

async function tellOfLoad(bidi: Bidi, { context, navigation, url }: Parameters): Promise<void> {
  if (!String(url).startsWith('moz-extension://')) return;
  const call = { functionDeclaration: LOADED, target: { context }, awaitPromise: true };
  const loaded = await bidi.send('script.callFunction', call).catch(() => undefined);
  // A page that was left on the way has not loaded.
  if (loaded === undefined) return;
  const params = { context, navigation, timestamp: Date.now(), url };
  bidi.tell('browsingContext.domContentLoaded', params);
  bidi.tell('browsingContext.load', params);
}

/** Runs in Firefox's own process, and sees nothing of its surroundings here. */
function watchClosing(tell: (context: string) => void): void {
  const { NavigableManager } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs',
  );
  const { BrowsingContextListener } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/listeners/BrowsingContextListener.sys.mjs',
  );
  const listener = new BrowsingContextListener();
  listener.on('discarded', (_, { browsingContext, why }) => {
    const { isContent, parent, currentRemoteType } = browsingContext;
    // A page that goes on in another process has not closed.
    if (why === 'replace' || !isContent || parent !== null || currentRemoteType !== 'extension') return;
    const context = NavigableManager.getIdForBrowsingContext(browsingContext);
    // Background pages have no id: they stand in no tab.
    if (context !== null) tell(context);
  });
  listener.startListening();
}
