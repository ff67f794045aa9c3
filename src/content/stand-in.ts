import { apply, getFrom, toText } from './intrinsics.ts';

/** What a stand-in does: `native` does what would have been done without it, exactly. */
type Act = (self: unknown, args: unknown[], native: () => unknown) => unknown;

/** A function in the place of a native one, with the same name, length, properties and text. */
export function standIn<Native extends (...args: never[]) => unknown>(native: Native, act: Act): Native {
  const stand: Native = new Proxy(native, {
    apply: (_, self: unknown, args: unknown[]): unknown =>
      act(self, args, (): unknown => apply(native, self, args as never[])),
    get: (_, key) => {
      const value: unknown = getFrom(native, key);
      return value === toText ? saidOf : value;
    },
  });
  // To the language the text of every proxy is the same.
  const saidOf = new Proxy(toText, {
    apply: (_, self): string => apply(toText, self === stand ? native : self, []),
  });
  return stand;
}
