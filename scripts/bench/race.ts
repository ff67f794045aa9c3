/** The login libraries that apps ship. */
export const LIBRARIES = ['inrupt', 'uvdsl'] as const;
export type Library = (typeof LIBRARIES)[number];

/** Who makes a request: the page's own `fetch` (of a public copy), a library's, or `solid.fetch`. */
export const SIDES = ['page', ...LIBRARIES, 'latchkey'] as const;
export type Side = (typeof SIDES)[number];

/**
 * What is timed: one body taken whole, one read as it comes, the same with each part made a Blob and read again, 200
 * GETs with 20 at a time, or a PUT.
 */
export type Kind = 'whole' | 'streamed' | 'as-blobs' | 'many' | 'put';

export interface Race {
  readonly kind: Kind;
  /** Who takes part. */
  readonly sides: readonly Side[];
  /** Where to ask, without query. */
  readonly url: string;
  readonly publicUrl: string;
  readonly rounds: number;
  readonly warmUp: number;
  /** How much a PUT sends. */
  readonly bytes: number;
}

/** Milliseconds from the call to the last byte, in order. */
export type Times = Readonly<Record<Side, readonly number[]>>;
