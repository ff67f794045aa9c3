import * as v from 'valibot';
import { LatchkeyError } from '../domain/errors.ts';
import type { Site } from '../domain/grant.ts';
import { stored } from '../platform/stored.ts';

/** How often a site was refused, and when last, in milliseconds since the epoch. */
const refusals = stored<Readonly<Record<string, { count: number; at: number }>>>(
  'session',
  'refusals',
  v.record(v.string(), v.object({ count: v.number(), at: v.number() })),
  {},
);

const MOST = 3;
/** Milliseconds for which a site that was refused too often may not ask. */
const COOL_DOWN = 10 * 60_000;
const MOST_SITES = 100;

/**
 * @throws LatchkeyError `approval-refused` where the person has said no to the site too often
 */
export async function assertPatient(site: Site): Promise<void> {
  const { count, at } = (await refusals.read())[site] ?? { count: 0, at: 0 };
  if (count >= MOST && at + COOL_DOWN > Date.now()) throw new LatchkeyError('approval-refused', site);
}

export async function noteRefusal(site: Site): Promise<void> {
  await refusals.update((all) => {
    const before = all[site];
    const isRecent = before !== undefined && before.at + COOL_DOWN > Date.now();
    const others = Object.entries(all).filter(([other]) => other !== site);
    const count = isRecent ? before.count + 1 : 1;
    return { ...Object.fromEntries(others.slice(1 - MOST_SITES)), [site]: { count, at: Date.now() } };
  });
}
