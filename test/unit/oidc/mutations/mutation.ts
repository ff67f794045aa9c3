import type { ErrorCode } from '../../../../src/domain/errors.ts';
import type { FakeIssuer } from '../../../fakes/issuer.ts';
import type { Lies } from '../../../fakes/lies.ts';

/** The requests of a whole sign-in, in their order, by what they ask for. */
export const FLOW = {
  metadata: '/.well-known/openid-configuration',
  registration: '/register',
  authorization: '/authorize',
  token: '/token',
  keys: '/jwks',
  profile: '/alice/card',
};

/** The same where the authorization request is pushed. */
export const PUSHED_FLOW = {
  metadata: FLOW.metadata,
  registration: FLOW.registration,
  pushed: '/pushed',
  authorization: FLOW.authorization,
  token: FLOW.token,
  keys: FLOW.keys,
  profile: FLOW.profile,
};

/** One thing that an issuer says otherwise than it should, and what becomes of it. */
export interface Mutation {
  readonly what: string;
  readonly lies: Lies;
  /** The failure's own code. */
  readonly code: ErrorCode;
  /** After this request there is no other. */
  readonly last: keyof typeof PUSHED_FLOW;
  /** What the person typed: her WebID, unless the issuer is to say who she is. */
  readonly typed?: 'issuer';
  readonly prepare?: (issuer: FakeIssuer) => void;
}

/** Mutations of one kind. */
export function mutations(
  code: ErrorCode,
  last: Mutation['last'],
  cases: Readonly<Record<string, Lies>>,
  rest: Pick<Mutation, 'typed' | 'prepare'> = {},
): readonly Mutation[] {
  return Object.entries(cases).map(([what, lies]) => ({ what, lies, code, last, ...rest }));
}
