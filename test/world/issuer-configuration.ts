import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { ClientAuthMethod, ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { IssuerOptions, StaticClient } from './issuer-options.ts';
import { errorPage, signedOutPage, signOutPage } from './issuer-pages.ts';
import type { IssuerStore } from './issuer-store.ts';
import type { People, Person } from './people.ts';

/** Access tokens are for every pod; oidc-provider makes them JWTs only where they are for a named resource. */
const RESOURCE = 'urn:solid';
const SCOPES = 'openid webid offline_access';

/** What makes oidc-provider a strict Solid issuer. */
export function configurationOf(
  origin: string,
  people: People,
  store: IssuerStore,
  options: IssuerOptions,
): Configuration {
  const { lifetimes } = options;
  const person = (username: string): Person | undefined =>
    Object.values<Person>({ ...people }).find((somebody) => somebody.username === username);
  return {
    adapter: store.adapter,
    clients: options.staticClients.map(staticMetadata),
    clientAuthMethods: [...options.authMethods],
    clientDefaults: { id_token_signed_response_alg: 'ES256', dpop_bound_access_tokens: true },
    clientBasedCORS: () => true,
    pkce: { required: () => true },
    responseTypes: ['code'],
    rotateRefreshToken: options.rotates,
    scopes: SCOPES.split(' '),
    claims: { openid: ['sub'], webid: ['webid'] },
    jwks: { keys: [signingKey()] },
    cookies: cookiesOf(origin),
    interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}` },
    features: featuresOf(options),
    ttl: {
      AccessToken: lifetimes.accessToken,
      ClientCredentials: lifetimes.accessToken,
      IdToken: lifetimes.idToken,
      RefreshToken: lifetimes.refreshToken,
      Session: lifetimes.session,
      Grant: lifetimes.refreshToken,
      AuthorizationCode: 60,
      Interaction: 3600,
    },
    findAccount: (_ctx, sub) => {
      const webid = person(sub)?.webId;
      return webid === undefined ? undefined : { accountId: sub, claims: () => ({ sub, webid }) };
    },
    extraTokenClaims: (_ctx, token) => {
      const owner = options.staticClients.find(({ id }) => id === token.clientId)?.owner;
      const sub = token.kind === 'AccessToken' ? token.accountId : owner;
      return { webid: person(sub ?? '')?.webId };
    },
    renderError: (ctx, { error, error_description = '' }) => {
      ctx.type = 'html';
      ctx.body = errorPage(error, error_description);
    },
  };
}

function featuresOf(options: IssuerOptions): Configuration['features'] {
  const { accessToken: accessTokenTTL } = options.lifetimes;
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    dPoP: {
      enabled: true,
      ...(options.nonces && { nonceSecret: randomBytes(32), requireNonce: () => true }),
    },
    pushedAuthorizationRequests: {
      enabled: options.par !== 'none',
      requirePushedAuthorizationRequests: options.par.startsWith('required'),
    },
    registration: { enabled: true, ...forcing(options.forcedAuthMethod) },
    registrationManagement: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, { clientId }, token) => token.clientId === clientId,
    },
    clientCredentials: { enabled: options.staticClients.length > 0 },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = signOutPage(form);
      },
      postLogoutSuccessSource: (ctx) => {
        ctx.body = signedOutPage();
      },
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: SCOPES,
        audience: 'solid',
        accessTokenFormat: 'jwt',
        accessTokenTTL,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  };
}

/** oidc-provider asks for an id just before it reads what the client wants: the one moment to change that. */
function forcing(method: ClientAuthMethod | null): { idFactory?: (ctx: KoaContextWithOIDC) => string } {
  if (method === null) return {};
  return {
    idFactory: ({ oidc }) => {
      Object.assign(oidc.body ?? {}, { token_endpoint_auth_method: method });
      return randomUUID();
    },
  };
}

function staticMetadata({ id, secret }: StaticClient): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  };
}

/** Cookies know no ports: two issuers on one machine would take each other's, were it not for the names. */
function cookiesOf(origin: string): Configuration['cookies'] {
  const { port } = new URL(origin);
  return {
    names: { session: `session-${port}`, interaction: `sign-in-${port}`, resume: `resume-${port}` },
    keys: [randomBytes(16).toString('hex')],
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256', use: 'sig' };
}
