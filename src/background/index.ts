/**
 * The worker's entrance. Every listener is added in its first turn, so that the browser can wake it for an event;
 * nothing here remembers anything.
 */

import { serve } from '../messaging/server.ts';
import { SITE_PORT } from '../messaging/site-contract.ts';
import { chromium } from '../platform/browser.ts';
import { onChange } from '../platform/changes.ts';
import { followPolicy } from '../platform/managed.ts';
import { observeRedirects } from '../signing/redirects.ts';
import { handlers } from './handlers.ts';
import { keepSessions } from './keep-sessions.ts';
import { applyIdleLock, lockWhenIdle } from './lock.ts';
import { syncPodPages } from './pod-pages.ts';
import { onSomebodyElse, signing } from './signing.ts';
import { syncSitePages } from './site-pages.ts';
import { admitExtension, admitSite, refreshSites } from './site-ports.ts';
import { closeQuestions, withdrawIdentified } from './sites.ts';
import { bringInLine, isBehind } from './standing.ts';
import { showIdentity } from './toolbar.ts';
import { admit, publishViews } from './views.ts';

chromium.runtime.onMessage.addListener((message, sender, reply) => {
  void serve(handlers, message, sender).then(reply);
  return true;
});
chromium.runtime.onConnect.addListener((port) => {
  if (port.name === SITE_PORT) admitSite(port);
  else admit(port);
});
chromium.runtime.onConnectExternal.addListener(admitExtension);

signing.observe();
observeRedirects();
onSomebodyElse.push(withdrawIdentified);
keepSessions();
lockWhenIdle();
followPolicy(() => Promise.all([signing.voidAll(), withdrawIdentified(), applyIdleLock()]));

chromium.runtime.onInstalled.addListener(refresh);
chromium.runtime.onStartup.addListener(refresh);
chromium.permissions.onAdded.addListener(() => {
  signing.observe();
  observeRedirects();
  refresh();
});
chromium.permissions.onRemoved.addListener(refresh);
chromium.windows.onRemoved.addListener((windowId) => void closeQuestions(windowId));

onChange(refresh);

// A worker that ended within a change has not told everybody: the next one does.
void isBehind().then((isIt) => isIt && refresh());

/** Brings what people and pages see in line with what is stored. */
function refresh(): void {
  void bringInLine([publishViews, syncPodPages, syncSitePages, refreshSites, showIdentity]);
}
