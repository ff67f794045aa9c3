declare const brand: unique symbol;

/** A string that a parser has vouched for: only that parser may produce it. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };
