import fc from 'fast-check';

/** What stands where something else should. */
export const wrong = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    0,
    -1,
    0.5,
    Number.NaN,
    true,
    [],
    {},
    new Blob([]),
    Array(1),
    new Date(0),
  ),
  fc.anything(),
);

/** The same values, each with one member taken out, replaced or added, at any depth. */
export function spoiled(good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const how = fc.constantFrom<How[]>('replace', 'remove', 'add');
  return fc.tuple(good, fc.nat(), wrong, how).map(([value, path, by, way]) => spoil(value, path, by, way));
}

type How = 'replace' | 'remove' | 'add';

function spoil(value: unknown, path: number, by: unknown, how: How): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Blob) return by;
  const keys = Object.keys(value);
  const key = keys[path % (keys.length + 1)];
  if (key === undefined) return how === 'add' ? { ...value, extra: by } : by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...value };
  const inner = Object.entries(value).find(([name]) => name === key)?.[1] as unknown;
  if (how === 'remove') Reflect.deleteProperty(copy, key);
  else Reflect.set(copy, key, spoil(inner, path >> 3, by, how));
  return copy;
}
