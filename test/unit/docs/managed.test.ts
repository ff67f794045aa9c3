import { readFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import schema from '../../../public/managed-schema.json' with { type: 'json' };
import { FEATURES } from '../../../src/domain/managed.ts';
import { ManagedSchema, parseManaged } from '../../../src/platform/managed.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

type Json = Readonly<Record<string, unknown>>;

/** What is used of JSON Schema: a type, and what lies in it. */
interface JsonSchema {
  readonly type: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

/** What is asked of a valibot schema. */
interface Parser {
  readonly wrapped?: Parser;
  readonly item?: Parser;
  readonly entries?: Readonly<Record<string, Parser>>;
}

/** The names that a policy may have, in the words of a schema: lists are seen through. */
function namesIn({ properties, items }: JsonSchema): unknown {
  if (items !== undefined) return namesIn(items);
  if (properties === undefined) return null;
  return Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, namesIn(one)]));
}

function parsedNames({ wrapped, item, entries }: Parser): unknown {
  const inner = wrapped ?? item;
  if (inner !== undefined) return parsedNames(inner);
  if (entries === undefined) return null;
  return Object.fromEntries(Object.entries(entries).map(([key, one]) => [key, parsedNames(one)]));
}

/** Where a policy is not as a schema says. */
function flawsOf(value: unknown, { type, properties, items }: JsonSchema, at = ''): readonly string[] {
  if (type === 'array')
    return Array.isArray(value)
      ? value.flatMap((one, i) => flawsOf(one, items as JsonSchema, `${at}.${i}`))
      : [at];
  if (type === 'object')
    return Object.entries(value as Json).flatMap(([key, one]) => {
      const inner = properties?.[key];
      return inner === undefined ? [`${at}.${key}`] : flawsOf(one, inner, `${at}.${key}`);
    });
  return typeof value === (type === 'integer' ? 'number' : type) ? [] : [at];
}

/** The policies of the examples, each out of what the browser wraps it in. */
async function examples(): Promise<readonly Json[]> {
  const page = await readFile('docs/managed.md', 'utf8');
  const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, text]) => JSON.parse(text ?? '') as Json,
  );
  return blocks.map(policyIn);
}

function policyIn(block: Json): Json {
  if ('issuers' in block) return block;
  const inner = 'data' in block ? block['data'] : Object.values(block)[0];
  return policyIn(inner as Json);
}

describe('the schema that Chromium reads', () => {
  it('is the one that the manifest names, and has the names that the worker parses', () => {
    expect(manifest.storage.managed_schema).toBe('managed-schema.json');
    expect(namesIn(schema)).toEqual(parsedNames(ManagedSchema as Parser));
  });

  it('says which features there are', () => {
    for (const feature of FEATURES) expect(schema.properties.featuresOff.description).toContain(feature);
  });
});

describe('docs/managed.md', () => {
  it('has examples in which both find nothing wrong', async () => {
    const all = await examples();
    expect(all).toHaveLength(4);
    for (const policy of all) {
      expect(flawsOf(policy, schema)).toEqual([]);
      expect(parseManaged(policy).problems).toEqual([]);
    }
    expect(flawsOf({ issuersOnly: 'yes', sites: [{ by: 1 }] }, schema)).toEqual([
      '.issuersOnly',
      '.sites.0.by',
    ]);
  });

  it('has an example with every name there is', async () => {
    const [whole = {}] = await examples();
    expect(Object.keys(whole).sort()).toEqual(Object.keys(schema.properties).sort());
  });

  it('names every feature that can be turned off', async () => {
    const page = await readFile('docs/managed.md', 'utf8');
    for (const feature of FEATURES) expect(page).toContain(`\`${feature}\``);
  });
});
