/**
 * The schemas of `site-contract.ts`, checked by hand for the bridge, which is in every page of a connected site: a
 * parser would be three quarters of what such a page loads. The worker parses all of it again.
 */
import type { SiteRequest } from '../domain/exchange.ts';
import type { FromSite, SiteLogin } from './site-contract.ts';

/** What a value must be, and for an object each of its members. */
type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

/** Whether what a page says is a message of the contract, and nothing else. */
export function isFromSite(data: unknown): data is FromSite {
  if (!isRecord(data)) return false;
  const { type } = data;
  return typeof type === 'string' && hasOwn(MESSAGES, type) && isOf(MESSAGES[type])(data);
}

/** The number of a call, whatever else is wrong with it. */
export function callOf(data: unknown): number | null {
  return isRecord(data) && typeof data['id'] === 'number' && !Number.isNaN(data['id']) ? data['id'] : null;
}

const { hasOwn } = Object;
const tagOf = (value: unknown): string => Object.prototype.toString.call(value);
const anything: Check = () => true;
const text =
  (limit = Number.POSITIVE_INFINITY): Check =>
  (value) =>
    typeof value === 'string' && value.length <= limit;
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check, least: number, most: number): Check =>
  (value) =>
    // A hole in a list is no item of it, and `every` would pass it over.
    Array.isArray(value) && value.length >= least && value.length <= most && Array.from(value).every(check);
const isId: Check = (value) => Number.isInteger(value) && (value as number) >= 0;

/** Whether a value is an object that has these members and no others. */
const isOf =
  (shape: Shape | undefined): Check =>
  (value) =>
    shape !== undefined &&
    isRecord(value) &&
    Object.keys(value).every((key) => hasOwn(shape, key)) &&
    Object.entries(shape).every(([key, check]) => check(value[key]));

/** What comes from a page has the page's own prototypes in Firefox, and no tag of its own anywhere. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return tagOf(value) === '[object Object]';
}

const ACCESS: Shape = { storage: text(2048), modes: list(oneOf('read', 'append', 'write'), 1, 3) };

const LOGIN: Record<keyof SiteLogin, Check> = {
  webId: optional(text(2048)),
  issuer: optional(text(2048)),
  access: optional(list(isOf(ACCESS), 1, 20)),
  reason: optional(text(300)),
};

const REQUEST: Record<keyof SiteRequest, Check> = {
  url: text(65_536),
  method: text(32),
  headers: list(list(text(), 2, 2), 0, 200),
  body: (value) => value === null || value instanceof Blob,
  redirect: oneOf('follow', 'error'),
  cache: oneOf('default', 'no-store', 'reload', 'no-cache', 'force-cache'),
};

const CALL = { type: anything, id: isId };
const MESSAGES: Record<FromSite['type'], Shape> & Record<string, Shape> = {
  login: { ...CALL, options: isOf(LOGIN) },
  logout: CALL,
  fetch: { ...CALL, request: isOf(REQUEST) },
  more: CALL,
  whole: CALL,
  abort: CALL,
};
