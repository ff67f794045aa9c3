import * as v from 'valibot';
import { extensionSender, type SiteSender, siteSender } from '../messaging/server.ts';
import { FromSiteSchema, SITE_PORT, type ToSite } from '../messaging/site-contract.ts';
import { admitFrame, type Frame } from '../sites/frames.ts';
import { NOTHING, tellState, tellStates } from './site-access.ts';
import {
  abortFetch,
  answerFetch,
  endRevoked,
  forgetFetches,
  giveAllCredit,
  giveCredit,
} from './site-fetches.ts';
import { forgetPage, login, logout } from './site-logins.ts';
import { pokePages } from './site-pages.ts';
import { standing } from './standing.ts';

/** Takes the port of a page's bridge and tells the page what it may do. */
export function admitSite(port: chrome.runtime.Port): void {
  const sender = siteSender(port.sender);
  if (sender === null) refuse(port);
  else admitSender(port, sender);
}

/** Takes the port of another extension, which is a site like any other, by its id. */
export function admitExtension(port: chrome.runtime.Port): void {
  admitSender(port, port.name === SITE_PORT ? extensionSender(port.sender) : null);
}

function admitSender(port: chrome.runtime.Port, sender: SiteSender | null): void {
  if (sender === null) {
    port.disconnect();
    return;
  }
  const frame = admitFrame(port, sender, onMessage, (gone) => {
    forgetFetches(gone);
    void forgetPage(gone);
  });
  void tellState(frame);
}

/** Tells a page to which nothing may be granted so. Its port stays: a bridge that is sent away comes again. */
function refuse(port: chrome.runtime.Port): void {
  port.postMessage({ type: 'state', state: NOTHING } satisfies ToSite);
  port.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(FromSiteSchema, message);
    if (!parsed.success || /^(more|whole|abort)$/.test(parsed.output.type)) return;
    const { id, type } = parsed.output;
    const code = type === 'fetch' ? 'not-granted' : 'not-connected';
    port.postMessage({ type: 'failed', id, code } satisfies ToSite);
  });
}

/** What is not of the contract is answered by nothing: our own bridge sends no such thing. */
function onMessage(frame: Frame, message: unknown): void {
  const parsed = v.safeParse(FromSiteSchema, message);
  if (!parsed.success) return;
  const asked = parsed.output;
  if (asked.type === 'login') void login(frame, asked.id, asked.options);
  else if (asked.type === 'logout') void logout(frame, asked.id);
  else if (asked.type === 'fetch') void answerFetch(frame, asked.id, asked.request);
  else if (asked.type === 'more') giveCredit(frame, asked.id);
  else if (asked.type === 'whole') giveAllCredit(frame, asked.id);
  else abortFetch(frame, asked.id);
}

/** What pages were last told rests on; a worker that has just woken has told nobody anything. */
let told: string | undefined;

/** Something has changed: pages hear of it, and what is no longer allowed ends. */
export async function refreshSites(): Promise<void> {
  const now = await standing();
  if (now === told) return;
  told = now;
  await Promise.all([endRevoked(), tellStates(), pokePages()]);
}
