import { type StrictOptions, type StrictServers, startStrictServers } from './strict-servers.ts';

const FIVE_MINUTES = 300;

const TRAITS = {
  issuer: {
    par: 'none',
    nonces: false,
    authMethods: ['client_secret_basic'],
    forcedAuthMethod: 'client_secret_basic',
    lifetimes: {
      accessToken: FIVE_MINUTES,
      idToken: FIVE_MINUTES,
      refreshToken: 30 * 24 * 3600,
      session: 24 * 3600,
    },
    staticClients: [{ id: 'alice-script', secret: 'se:cret/with+odd%characters', owner: 'alice' }],
  },
  pod: {
    nonces: false,
    otherChallenges: 'Bearer, UMA as_uri="http://localhost:9/uma", ticket="eyJhbGciOiJub25lIn0.e30.", ',
  },
} as const satisfies StrictOptions;

/** What stands in the account of a person for a script of hers. */
export const [ALICES_SCRIPT] = TRAITS.issuer.staticClients;

/**
 * Stands in for Inrupt's Enterprise Solid Server, which cannot be installed: no nonces, tokens of five minutes,
 * clients that authenticate with `client_secret_basic` whatever they asked for, static clients with the
 * client-credentials grant, refusals that offer UMA besides DPoP.
 *
 * The real one is spread over the hosts `login.`, `id.` and `storage.`. Here they are three ports of `localhost`:
 * Node asks the system for names below `localhost`, and not every system knows them.
 */
export function startEnterpriseServer(): Promise<StrictServers> {
  return startStrictServers(TRAITS);
}
