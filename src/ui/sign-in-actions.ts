import type { Issuer } from '../domain/identity.ts';

/** What a person can answer to a sign-in, wherever it shows. */
export interface SignInActions {
  readonly chooseIssuer: (issuer: Issuer) => void;
  readonly trustIssuer: (issuer: Issuer) => void;
  readonly allowLegacy: (issuer: Issuer) => void;
  readonly dismissSignIn: () => void;
}
