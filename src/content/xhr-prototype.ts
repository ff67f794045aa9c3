import { apply, replaceProperty } from './intrinsics.ts';
import { standIn } from './stand-in.ts';
import { NativeXhr, propertiesOf } from './xhr-intrinsics.ts';

type Callable = (...args: never[]) => unknown;
type Part = 'value' | 'get' | 'set';
type Name = keyof XMLHttpRequest;

const { prototype } = NativeXhr;
/** As it was before the page, and before us. */
const properties = propertiesOf(prototype) as unknown as Record<Name, Record<Part, Callable>>;

/** Does what a method or an accessor of an `XMLHttpRequest` does by itself. */
export function natively(part: Part, name: Name, xhr: unknown, args: readonly unknown[] = []): unknown {
  return apply(properties[name][part], xhr, args as never[]);
}

/** Puts something else in the place of a method or an accessor. */
export function replace(
  part: Part,
  name: Name,
  act: (xhr: XMLHttpRequest, args: unknown[], native: () => unknown) => unknown,
): void {
  const stand = standIn(properties[name][part], (self, args, native) =>
    act(self as XMLHttpRequest, args, native),
  );
  replaceProperty(prototype, name, { [part]: stand });
}
