import * as v from 'valibot';
import { remembered } from './remembered.ts';

/** How many seconds a server's clock is ahead of ours, by origin. */
const skews = remembered('clock-skews', v.number());

/** `Date` is cut to the second and was a while on its way: a smaller difference says nothing, in seconds. */
const NOISE = 2;

/**
 * Seconds to add to our clock to have a server's: proofs and tokens are judged by that one
 * (RFC 9449 section 11.1).
 */
export async function skewOf({ origin }: URL): Promise<number> {
  return (await skews.recall(origin)) ?? 0;
}

/**
 * The `Date` of an answer that came straight from its server, or null: a cache keeps that of an older answer, and
 * tells so by `Age` (RFC 9111 section 5.1).
 */
export function dateOf({ headers }: Response): string | null {
  return headers.has('age') ? null : headers.get('date');
}

/**
 * Notes what a server's `Date` header says (RFC 9110 section 6.6.1).
 *
 * @param date null where the browser or the server does not show one
 */
export async function noteDate({ origin }: URL, date: string | null): Promise<void> {
  const time = Date.parse(date ?? '');
  if (Number.isNaN(time)) return;
  const skew = Math.round((time - Date.now()) / 1000);
  await skews.remember(origin, Math.abs(skew) <= NOISE ? 0 : skew);
}
