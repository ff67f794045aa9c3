import type { DevTools } from './devtools.ts';
import { addPermissions, evaluateInView, type Inside } from './firefox-inside.ts';

/** What of Firefox's own process is used here. */
interface Tab {
  readonly linkedBrowser: { readonly currentURI: { readonly spec: string } };
}
interface Toolbox {
  getAdditionalTools(): readonly { readonly id: string; readonly extensionId: string }[];
  selectTool(id: string): Promise<unknown>;
  getNetMonitorAPI(): Promise<{ hasRequestFinishedListeners(): boolean }>;
}
interface ToolsModule {
  readonly gDevTools: { showToolboxForTab(tab: Tab): Promise<Toolbox> };
}
interface LoaderModule {
  require(id: string): ToolsModule;
}
interface BrowserWindow {
  readonly gBrowser: { readonly tabs: readonly Tab[] };
}
declare const Services: { readonly wm: { getEnumerator(type: string): Iterable<BrowserWindow> } };
declare const ChromeUtils: { importESModule(url: string): LoaderModule };

/** Lets an extension into the developer tools, opens them on the tab at an address, and its panel in them. */
export async function openToolbox(inside: Inside, id: string, url: string): Promise<DevTools> {
  await addPermissions(inside, id, ['devtools'], []);
  while (!(await inside.run(isPanelListening, id, url)));
  return {
    evaluate: async <Result>(expression: string) =>
      (await evaluateInView(inside, id, 'devtools_panel', `() => ${expression}`)) as Result,
  };
}

/** Runs in Firefox's own process. What is asked of the network before a panel listens, Firefox does not keep for it. */
async function isPanelListening(id: string, url: string): Promise<boolean> {
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = loader.require('resource://devtools/client/framework/devtools.js');
  const tabs = [...Services.wm.getEnumerator('navigator:browser')].flatMap(({ gBrowser }) => [
    ...gBrowser.tabs,
  ]);
  const tab = tabs.find(({ linkedBrowser }) => linkedBrowser.currentURI.spec === url);
  if (tab === undefined) throw new Error(`No tab shows ${url}.`);
  const toolbox = await gDevTools.showToolboxForTab(tab);
  const panel = toolbox.getAdditionalTools().find(({ extensionId }) => extensionId === id);
  if (panel === undefined) return false;
  await toolbox.selectTool(panel.id);
  return (await toolbox.getNetMonitorAPI()).hasRequestFinishedListeners();
}
