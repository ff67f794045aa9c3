import type { ClientAuthMethod } from 'oidc-provider';
import type { People } from './people.ts';

/** How long things live, in seconds. */
export interface Lifetimes {
  readonly accessToken: number;
  readonly idToken: number;
  readonly refreshToken: number;
  readonly session: number;
}

/** A client that somebody registered by hand, to act as her without a browser. */
export interface StaticClient {
  readonly id: string;
  readonly secret: string;
  readonly owner: keyof People;
}

export interface IssuerOptions {
  /** Whether authorization requests may, or must, be pushed (RFC 9126), and may then be opened but once (section 4). */
  readonly par: 'none' | 'offered' | 'required' | 'required-once';
  /** Whether each proof must hold a nonce of the issuer's. */
  readonly nonces: boolean;
  readonly lifetimes: Lifetimes;
  /** Whether each refresh token serves once, and a second use ends them all. */
  readonly rotates: boolean;
  /** How clients may authenticate at the token endpoint. */
  readonly authMethods: readonly ClientAuthMethod[];
  /** What every dynamic client gets, whatever it asked for. */
  readonly forcedAuthMethod: ClientAuthMethod | null;
  readonly staticClients: readonly StaticClient[];
}

const DAY = 24 * 3600;

/** What to relax of the strictest options. */
export interface IssuerRelaxations extends Partial<Omit<IssuerOptions, 'lifetimes'>> {
  readonly lifetimes?: Partial<Lifetimes>;
}

const STRICTEST: IssuerOptions = {
  par: 'offered',
  nonces: true,
  lifetimes: { accessToken: 3600, idToken: 3600, refreshToken: 14 * DAY, session: 14 * DAY },
  rotates: true,
  authMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  forcedAuthMethod: null,
  staticClients: [],
};

export function strictestBut(relaxed: IssuerRelaxations): IssuerOptions {
  return { ...STRICTEST, ...relaxed, lifetimes: { ...STRICTEST.lifetimes, ...relaxed.lifetimes } };
}
