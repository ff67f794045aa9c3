import * as v from 'valibot';
import { parseWebUrl } from '../domain/address.ts';
import { isFirefox } from '../domain/build.ts';
import type { ErrorCode, Failure } from '../domain/errors.ts';
import { MODES, type Site, siteOf } from '../domain/grant.ts';
import type { Issuer } from '../domain/identity.ts';
import { FEATURES, type Feature, type Managed, MOST_IDLE } from '../domain/managed.ts';
import { parseStorageRoot, type StorageRoot } from '../domain/pod.ts';
import { POD_POLICIES } from '../domain/pod-setting.ts';
import { browser, chromium } from './browser.ts';
import { announceChange } from './changes.ts';
import { stored } from './stored.ts';

const ADDRESS = 'policy-address' satisfies ErrorCode;
const UNKNOWN = 'policy-unknown' satisfies ErrorCode;
const MALFORMED = 'policy-malformed' satisfies ErrorCode;

const storage = v.custom<StorageRoot>((value) => isThrough(parseStorageRoot, value), ADDRESS);
const site = v.custom<Site>((value) => isThrough((text) => siteOf(parseWebUrl(text).href), value), ADDRESS);
const issuer = v.custom<Issuer>(
  (value) => isThrough((text) => (URL.canParse(parseWebUrl(text).href) ? text : null), value),
  ADDRESS,
);
const isOn = v.optional(v.boolean(), false);

function list<Entry extends v.GenericSchema>(entry: Entry) {
  return v.optional(v.array(entry), []);
}

/** The policy of an organisation, in the words of `public/managed-schema.json`. */
export const ManagedSchema = v.strictObject({
  issuers: list(v.strictObject({ issuer, clientId: v.optional(v.pipe(v.string(), v.nonEmpty())) })),
  issuersOnly: isOn,
  pods: list(
    v.strictObject({ storage, policy: v.optional(v.picklist(POD_POLICIES, UNKNOWN), 'when-asked') }),
  ),
  sites: list(
    v.strictObject({ site, storage, modes: v.pipe(v.array(v.picklist(MODES, UNKNOWN)), v.nonEmpty()) }),
  ),
  blockedSites: list(site),
  lockRequired: isOn,
  lockIdleMinutes: v.optional(v.picklist(MOST_IDLE)),
  featuresOff: list(v.picklist(FEATURES, UNKNOWN)),
});

/** What holds in place of a restriction that cannot be read: in doubt less is allowed. */
const STRICTEST: Readonly<Record<string, unknown>> = {
  issuersOnly: true,
  lockRequired: true,
  lockIdleMinutes: MOST_IDLE[0],
  featuresOff: FEATURES,
};

/** Whether a text is exactly what a parser makes of it. A star would be a pattern to the browser. */
function isThrough(parse: (text: string) => string | null, value: unknown): boolean {
  try {
    return typeof value === 'string' && !value.includes('*') && parse(value) === value;
  } catch {
    return false;
  }
}

type Raw = Readonly<Record<string, unknown>>;
type Issue = v.InferIssue<typeof ManagedSchema>;

/** Reads a policy entry by entry: what cannot be read is left out and reported, the rest holds. */
export function parseManaged(raw: Raw): Managed {
  const parsed = v.safeParse(ManagedSchema, raw);
  if (parsed.success) return { ...parsed.output, problems: [] };
  const { problems, ...rest } = parseManaged(withoutGaps(parsed.issues.reduce(mended, raw)));
  return { ...rest, problems: [...parsed.issues.map(problemOf), ...problems] };
}

function problemOf(issue: Issue): Failure {
  const own = ([ADDRESS, UNKNOWN] as const).find((code) => code === issue.message);
  const code = issue.expected === 'never' ? UNKNOWN : (own ?? MALFORMED);
  return { code, subject: keysOf(issue).join('.') };
}

function keysOf({ path }: Issue): readonly unknown[] {
  return path?.map(({ key }) => key) ?? [];
}

/** A policy without what cannot be read. */
function mended(raw: Raw, issue: Issue): Raw {
  const [name, at, part] = keysOf(issue);
  const key = String(name);
  const { [key]: value, ...rest } = raw;
  if (at === undefined || !Array.isArray(value))
    return key in STRICTEST ? { ...rest, [key]: STRICTEST[key] } : rest;
  const entries: readonly unknown[] = value;
  const mend = key === 'pods' && part !== undefined && part !== 'storage' ? toNever : () => undefined;
  return { ...rest, [key]: entries.map((entry, index) => (index === at ? mend(entry) : entry)) };
}

/** Of a pod that is known to be meant, nothing is signed. */
function toNever(pod: unknown): unknown {
  return pod === undefined ? undefined : { storage: (pod as Raw)['storage'], policy: 'never' };
}

/** Entries are taken out last, so that all issues speak of the same places. */
function withoutGaps(raw: Raw): Raw {
  const isThere = (entry: unknown) => entry !== undefined;
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value.filter(isThere) : value]),
  );
}

/** What the browser said last, as JSON: after its start Chromium may take seconds to say it, or never does. */
const last = stored('database', 'policy', v.string(), '{}');
/** How long that is waited for, in milliseconds. */
const PATIENCE = 200;

let reading: Promise<Managed> | undefined;
let whenNew: () => Promise<unknown> = () => Promise.resolve();

/** What the organisation has set, if one has: asked for once, and again after a change. */
export function managed(): Promise<Managed> {
  reading ??= read();
  return reading;
}

async function read(): Promise<Managed> {
  const before = last.read();
  let isLate = false;
  // Firefox refuses to read where no organisation has set anything.
  const answer = browser.storage.managed.get().catch(() => ({}));
  const heard = answer.then((policy: Raw) => {
    const said = parseManaged(policy);
    reading = Promise.resolve(said);
    // It holds, whether or not it can be kept.
    keep(JSON.stringify(policy), before, isLate).catch(() => undefined);
    return said;
  });
  const silence = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(async () => {
    isLate = true;
    return parseManaged(JSON.parse(await before) as Raw);
  });
  return await Promise.race([heard, silence]);
}

/** Keeps what the browser said. What comes late and is news is told to everybody: they went by what was before. */
async function keep(policy: string, before: Promise<string>, isLate: boolean): Promise<void> {
  if (policy === (await before)) return;
  if (isLate) announceChange();
  await Promise.all([last.update(() => policy), isLate && whenNew()]);
}

/**
 * Calls back when the organisation sets something else. To be called in the worker's first turn. Firefox reads a policy
 * once, when it starts, and complains of whoever listens.
 */
export function followPolicy(onPolicy: () => Promise<unknown>): void {
  whenNew = onPolicy;
  if (!isFirefox)
    chromium.storage.managed.onChanged.addListener(() => {
      reading = read();
      announceChange();
      void onPolicy();
    });
}

/** Whether an organisation has turned something off. */
export async function isOff(feature: Feature): Promise<boolean> {
  return (await managed()).featuresOff.includes(feature);
}
