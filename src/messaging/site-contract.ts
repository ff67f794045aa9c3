import * as v from 'valibot';
import type { ResponseHead } from '../domain/exchange.ts';
import { MODES, type Mode } from '../domain/grant.ts';
import type { StorageRoot } from '../domain/pod.ts';

/**
 * What travels between a page's provider, the bridge in its isolated world, and the worker. The page owns its world:
 * nothing that comes from there is believed before it has passed these schemas, at the bridge and again in the
 * worker.
 */
export const SITE_PORT = 'site';

const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const url = v.pipe(v.string(), v.maxLength(65_536));
const text = v.pipe(v.string(), v.maxLength(2048));
const header = v.pipe(v.strictTuple([v.string(), v.string()]), v.readonly());
const headers = v.pipe(v.array(header), v.maxLength(200), v.readonly());

const AccessSchema = v.strictObject({
  storage: text,
  modes: v.pipe(v.array(v.picklist(MODES)), v.nonEmpty(), v.maxLength(3)),
});

/** What a site asks for when it signs in (`SolidProvider.login`). */
export const LoginSchema = v.strictObject({
  webId: v.optional(text),
  issuer: v.optional(text),
  access: v.optional(v.pipe(v.array(AccessSchema), v.nonEmpty(), v.maxLength(20))),
  reason: v.optional(v.pipe(v.string(), v.maxLength(300))),
});

/** A request as `fetch` would make it. */
const SiteRequestSchema = v.strictObject({
  url,
  method: v.pipe(v.string(), v.maxLength(32)),
  headers,
  body: v.nullable(v.instance(Blob)),
  redirect: v.picklist(['follow', 'error']),
  cache: v.picklist(['default', 'no-store', 'reload', 'no-cache', 'force-cache']),
});

/**
 * From the page. `more` says that another chunk of a body may come: back-pressure by credits. `whole` asks for all of
 * it at once.
 */
export const FromSiteSchema = v.variant('type', [
  v.strictObject({ type: v.literal('login'), id, options: LoginSchema }),
  v.strictObject({ type: v.literal('logout'), id }),
  v.strictObject({ type: v.literal('fetch'), id, request: SiteRequestSchema }),
  v.strictObject({ type: v.literal('more'), id }),
  v.strictObject({ type: v.literal('whole'), id }),
  v.strictObject({ type: v.literal('abort'), id }),
]);

export type SiteLogin = v.InferOutput<typeof LoginSchema>;
export type FromSite = v.InferOutput<typeof FromSiteSchema>;

/** What a site may do right now; `webId` is null until it is connected. */
export interface SiteState {
  readonly webId: string | null;
  readonly access: readonly { readonly storage: StorageRoot; readonly modes: readonly Mode[] }[];
}

/** What a site's call can fail with; stable, and part of the provider's API. */
export const SITE_ERROR_CODES = [
  'user-rejected',
  'not-connected',
  'not-granted',
  'login-required',
  'busy',
  'bad-request',
  'interrupted',
  'gone',
  'network',
  'internal',
] as const;

export type SiteErrorCode = (typeof SITE_ERROR_CODES)[number];

/** To the page. The body of a response comes whole with its head, or in chunks until `end`. */
export type ToSite =
  | { readonly type: 'state'; readonly state: SiteState }
  | { readonly type: 'done'; readonly id: number; readonly webId: string | null }
  | { readonly type: 'failed'; readonly id: number; readonly code: SiteErrorCode }
  | {
      readonly type: 'head';
      readonly id: number;
      readonly head: ResponseHead;
      readonly body: Uint8Array<ArrayBuffer> | null | 'chunks';
    }
  | { readonly type: 'chunk'; readonly id: number; readonly chunk: Blob }
  | { readonly type: 'end'; readonly id: number };
