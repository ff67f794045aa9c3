import { inWords, type SeenByIssuer } from '../strict-issuer.ts';

/** What somebody did to the browser or to the line. */
export interface Trouble {
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly what: string;
}

const MOST = 20;

/** What an issuer was asked last, with what happened meanwhile: where a session ended, how. */
export function lastOf(seen: readonly SeenByIssuer[], troubles: readonly Trouble[]): readonly string[] {
  const end = seen.at(-1)?.at ?? 0;
  return [...seen.map((request) => ({ at: request.at, what: inWords(request) })), ...troubles]
    .filter(({ at }) => at <= end)
    .sort((one, other) => one.at - other.at)
    .slice(-MOST)
    .map(({ at, what }) => `${new Date(at).toISOString()} ${what}`);
}
