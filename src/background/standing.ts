import * as v from 'valibot';
import { digestOf } from '../dpop/digest.ts';
import { listIdentities } from '../identities/identities.ts';
import { remembered } from '../platform/remembered.ts';
import { authority } from './signing.ts';

/** What was last brought in line with what is stored. It outlives the worker, which may end within a change. */
const done = remembered('in-line', v.string());

/** All that pages and the browser are told rests on, in short: two that are equal lead to the same. */
export async function standing(): Promise<string> {
  const { active, pods, podSettings, grants, siteIdentities, isUsedInPrivate } = await authority();
  const sessions = (await listIdentities()).map(({ id, state }) => [id, state]);
  return await digestOf(
    JSON.stringify([
      active,
      pods,
      podSettings,
      grants.map(({ usedAt: _, ...grant }) => grant),
      siteIdentities,
      isUsedInPrivate,
      sessions,
    ]),
  );
}

/** Whether something was changed of which not all were told: the worker that changed it has ended before. */
export async function isBehind(): Promise<boolean> {
  const [now, last] = await Promise.all([standing(), done.recall('all')]);
  return now !== last;
}

/** Brings all in line with what is stored, and notes that it is done. */
export async function bringInLine(all: readonly (() => Promise<unknown>)[]): Promise<void> {
  const now = standing();
  await Promise.all(all.map((one) => one()));
  await done.remember('all', await now);
}
