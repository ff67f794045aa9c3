import { cleanText } from '../../src/domain/identity.ts';
import { type Kind, type Meaning, meaningOf } from './member-meanings.ts';

/** What a member holds, fit to be shown: nothing in it disguises anything. */
export type Content =
  | { readonly is: 'text'; readonly text: string }
  /** Milliseconds since the epoch. */
  | { readonly is: 'time'; readonly text: string; readonly time: number }
  | { readonly is: 'members'; readonly members: readonly Member[] }
  | { readonly is: 'list'; readonly items: readonly Content[] };

/** A member of a JSON object, with what the specifications say of it. */
export interface Member {
  readonly name: string;
  readonly meaning: Meaning | null;
  readonly content: Content;
}

const MAX_NAME = 80;
/** No token comes near this size. */
const MAX_TEXT = 65_536;
const MAX_DEPTH = 5;
const TIMES = ['exp', 'iat', 'nbf', 'auth_time', 'updated_at'];
/** The members whose own members are standard, too. */
const INSIDE: Readonly<Record<string, Kind>> = { cnf: 'cnf', jwk: 'jwk' };
/** Beyond these, in seconds, is no date (ECMA-262, "Time Values"). */
const MAX_SECONDS = 8_640_000_000_000;

/** The members of a JSON object that somebody else wrote, as a tree. */
export function membersOf(json: object, kind: Kind | null, depth = 0): readonly Member[] {
  return Object.entries(json).map(([name, value]: [string, unknown]) => ({
    name: cleanText(name, MAX_NAME),
    meaning: meaningOf(kind, name),
    content: isTime(kind, name, value)
      ? { is: 'time', text: String(value), time: value * 1000 }
      : contentOf(value, INSIDE[name] ?? null, depth),
  }));
}

function contentOf(value: unknown, kind: Kind | null, depth: number): Content {
  if (typeof value !== 'object' || value === null) return { is: 'text', text: textOf(value) };
  if (depth >= MAX_DEPTH) return { is: 'text', text: '… (deeper than is shown)' };
  if (Array.isArray(value)) return { is: 'list', items: value.map((one) => contentOf(one, kind, depth + 1)) };
  return { is: 'members', members: membersOf(value, kind, depth + 1) };
}

/** A string that could be taken for something else stands in quotes. */
function textOf(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const text = cleanText(value, MAX_TEXT);
  return /^(-?[\d.]+(e[+-]?\d+)?|true|false|null|)$/i.test(text) ? JSON.stringify(text) : text;
}

function isTime(kind: Kind | null, name: string, value: unknown): value is number {
  const isStated = (kind === 'claims' || kind === 'proof') && TIMES.includes(name);
  return isStated && typeof value === 'number' && Math.abs(value) <= MAX_SECONDS;
}
