import type { Page } from 'playwright-core';
import type { Activity, ActivityLog } from '../../src/domain/activity.ts';
import { ANY_POD, type Site } from '../../src/domain/grant.ts';
import { alice, awkward, bob, work } from './people.ts';
import type { PopupScene } from './popup-scenes.ts';
import { longHost, notes, view } from './views.ts';

const app = 'https://notes.example' as Site;
const shown = view({ identities: [alice, work, bob, ...awkward] });

/** Noon in the browser's own zone, so that pictures do not differ by it. */
const NOON = new Date(2026, 10, 22, 12).getTime();

function entry(id: number, change: Partial<Activity> = {}): Activity {
  return {
    ...{ id, at: NOON + id * 700, method: 'GET', url: `${notes}list.ttl`, kind: 'fetch', site: app },
    ...{ identity: alice.id, mode: 'read', grant: { storage: notes, until: 'revoked' }, status: 200 },
    ...{ took: { wait: 1.2, sign: 2.4, network: 38.1 }, retries: [] },
    ...change,
  };
}

const opened = { kind: 'navigation', site: null, grant: null } as const;
const FEW: readonly Activity[] = [
  entry(9, { method: 'PUT', mode: 'write', url: `${notes}2026/11/22/shopping.ttl`, status: 403 }),
  entry(8, { retries: ['nonce', 'redirect'], took: { wait: 3, sign: 4.1, network: 1840 } }),
  entry(7, { kind: 'image', url: 'https://alice.pod.example/private/picture.png?size=large', status: 304 }),
  entry(6, { status: null, identity: work.id, took: { wait: 0, sign: 310, network: 20_000 } }),
  entry(5, {
    ...opened,
    url: 'https://alice.pod.example/private/',
    took: { wait: 160, sign: 2, network: 41 },
  }),
  entry(4, { method: 'PATCH', mode: 'append', grant: { storage: ANY_POD, until: 'sign-out' }, status: 205 }),
  entry(3, { status: 401, retries: ['token'], grant: { storage: notes, until: 'document' } }),
  entry(2, { method: 'DELETE', mode: 'write', status: 500 }),
  entry(1, {
    site: `https://${longHost}` as Site,
    url: `https://${longHost}/${'path/'.repeat(60)}?q=${'x'.repeat(900)}`,
  }),
  entry(0, { identity: awkward[0]?.id ?? alice.id, method: 'UPDATEREDIRECTREF' }),
];

const METHODS = ['GET', 'GET', 'GET', 'PUT', 'PATCH'] as const;
const MANY = Array.from({ length: 500 }, (_, index) =>
  entry(500 - index, {
    method: METHODS[index % METHODS.length] ?? 'GET',
    url: `${notes}${index % 37}/note-${index}.ttl`,
    status: index % 41 === 7 ? 403 : 200,
    identity: index % 3 === 0 ? bob.id : alice.id,
  }),
);

function scene(entries: readonly Activity[], change: Partial<PopupScene> = {}, isPaused = false): PopupScene {
  const activity: ActivityLog = { entries, isPaused };
  return { view: shown, place: '#activity', activity, ...change };
}

/** Opens a request, by what its row says. */
const open = (text: string) => (page: Page) => page.locator('summary').filter({ hasText: text }).click();

const search = (text: string) => (page: Page) => page.getByRole('searchbox', { name: 'Filter' }).fill(text);

export const ACTIVITY_SCENES: Record<string, PopupScene> = {
  'activity-empty': scene([]),
  'activity-paused': scene(FEW.slice(0, 2), {}, true),
  'activity-paused-empty': scene([], {}, true),
  'activity-few': scene(FEW),
  'activity-opened': scene(FEW, { act: open('2×') }),
  'activity-opened-long': scene(FEW, { act: open('very-long') }),
  'activity-clearing': scene(FEW, { press: 'Clear' }),
  'activity-found': scene(FEW, { act: search('403 alice') }),
  'activity-nothing-found': scene(FEW, { act: search('nothing such') }),
  'activity-500': scene(MANY),
};
