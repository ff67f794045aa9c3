import { type Access, ANY_POD, MODES, type Mode } from '../src/domain/grant.ts';
import type { StorageRoot } from '../src/domain/pod.ts';

/** Pods of which the same is asked, so that one answer does for all of them. */
export interface AccessPart {
  readonly key: string;
  readonly storages: readonly StorageRoot[];
  readonly asked: readonly Mode[];
}

/** What a person ticked, by the key of the part; what is not there is still as it was asked. */
export type Ticked = Readonly<Record<string, readonly Mode[]>>;

/** What is asked, in the parts that can be answered apart. Every pod there is, is a part of its own, and the first. */
export function partsOf(access: readonly Access[]): readonly AccessPart[] {
  const parts = new Map<string, AccessPart>();
  for (const { storage, modes } of merged(access)) {
    const asked = MODES.filter((mode) => modes.includes(mode));
    const key = `${storage === ANY_POD ? 'any ' : ''}${asked.join()}`;
    const storages = [...(parts.get(key)?.storages ?? []), storage];
    parts.set(key, { key, storages, asked });
  }
  const isAny = ({ storages }: AccessPart) => Number(storages.includes(ANY_POD));
  return [...parts.values()].sort((one, other) => isAny(other) - isAny(one));
}

/** A pod that is named twice is asked about once, for all of it. */
function merged(access: readonly Access[]): readonly Access[] {
  const modesOf = new Map<StorageRoot, readonly Mode[]>();
  for (const { storage, modes } of access) {
    modesOf.set(storage, [...(modesOf.get(storage) ?? []), ...modes]);
  }
  return [...modesOf].map(([storage, modes]) => ({ storage, modes }));
}

export function tickedOf({ key, asked }: AccessPart, ticked: Ticked): readonly Mode[] {
  return ticked[key] ?? asked;
}

/** What is allowed if the person says so now: parts of which nothing is ticked are left out. */
export function accessOf(parts: readonly AccessPart[], ticked: Ticked): Access[] {
  return parts.flatMap((part) => {
    const modes = tickedOf(part, ticked);
    return modes.length === 0 ? [] : part.storages.map((storage) => ({ storage, modes }));
  });
}
