import type { Activity, Retry, Took } from '../../src/domain/activity.ts';
import type { RequestKind } from '../../src/domain/element.ts';
import { ANY_POD } from '../../src/domain/grant.ts';
import { lifetimeWords, siteLabel } from '../../src/ui/access-text.ts';
import { finderOf } from '../../src/ui/finder.ts';
import type { NameOf } from '../../src/ui/twin.ts';

export const KINDS: Record<RequestKind, string> = {
  navigation: 'a page',
  fetch: 'a script’s request',
  image: 'a picture',
  stylesheet: 'a style sheet',
  font: 'a font',
  script: 'a script',
  media: 'sound or film',
  frame: 'a frame',
  object: 'an embedded object',
};

export const RETRIES: Record<Retry, string> = {
  nonce: 'Signed again with the nonce that the server asked for.',
  token: 'Signed again with a new access token, as the server refused the one before.',
  redirect: 'Led elsewhere by the server.',
};

export const PARTS: Record<keyof Took, string> = { wait: 'wait', sign: 'sign', network: 'network' };

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** When a request was made: the hour, minute and second here. */
export function timeOf({ at }: Activity): string {
  return clock.format(at);
}

/** A time as people compare it: "4 ms", "1.2 s". */
export function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function totalOf({ wait, sign, network }: Took): number {
  return wait + sign + network;
}

/** What was answered, in a word. */
export function statusText({ status }: Activity): string {
  return status === null ? 'failed' : String(status);
}

/** Whether nothing came of a request that a person might have expected something of. */
export function isRefused({ status }: Activity): boolean {
  return status === null || status === 401 || status === 403;
}

/** The site that asked. */
export function askerOf({ site }: Activity): string {
  return site === null ? 'opened by you' : siteLabel(site);
}

/** What allowed a request. */
export function grantWords({ grant }: Activity): string {
  if (grant === null) return 'None needed: a page of your own pod, which you opened';
  return `${lifetimeWords(grant.until)}, in ${grant.storage === ANY_POD ? 'any pod' : grant.storage}`;
}

/** Those of some requests that a search finds, by address, site, identity, method and status. */
export function foundIn(entries: readonly Activity[], search: string, nameOf: NameOf): readonly Activity[] {
  if (search === '') return entries;
  const isFound = finderOf(search);
  return entries.filter((entry) =>
    isFound(
      `${entry.method} ${statusText(entry)} ${entry.url} ${askerOf(entry)} ${entry.site ?? ''} ${nameOf(entry.identity)} ${entry.identity}`,
    ),
  );
}
