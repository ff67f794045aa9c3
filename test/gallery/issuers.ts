import type { ClientView } from '../../src/domain/client.ts';
import { type Examination, TOPICS } from '../../src/domain/examination.ts';
import type { Issuer } from '../../src/domain/identity.ts';
import type { IssuerView } from '../../src/domain/view.ts';
import { longHost } from './views.ts';

const unregistered: ClientView = {
  way: 'dynamic',
  clientId: null,
  method: null,
  hasSecret: false,
  expiresAt: null,
  publicJwk: null,
};

/** A made-up trusted issuer; the cast stands for the parser that a real one comes through. */
export function trusted(
  issuer: string,
  client: Partial<ClientView> = {},
  { legacy = false } = {},
): IssuerView {
  return { issuer: issuer as Issuer, client: { ...unregistered, ...client }, legacy };
}

export const login = trusted('https://login.example/', { clientId: 'B8qTg5hVx2', method: 'none' });
export const company = trusted('https://login.company.example', {
  way: 'static',
  clientId: 'latchkey-prod-7',
  method: 'client_secret_basic',
  hasSecret: true,
});
export const signing = trusted('https://login.company.example/second', {
  way: 'static',
  clientId: 'latchkey-prod-8',
  method: 'private_key_jwt',
  publicJwk: {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    alg: 'ES256',
    use: 'sig',
    kid: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  },
});
export const hosted = trusted('https://solid.example', {
  way: 'document',
  clientId: 'https://alice.pod.example/latchkey.jsonld',
  method: 'none',
});
export const older = trusted(
  'https://old.example:8443',
  { clientId: 'a1b2', method: 'client_secret_basic', hasSecret: true, expiresAt: Date.UTC(2027, 0, 31, 12) },
  { legacy: true },
);
export const unusual = trusted(`https://${longHost}/${'oidc/'.repeat(8)}`, {
  way: 'document',
  clientId: `https://${longHost}/${'path/'.repeat(12)}client.jsonld`,
  method: 'none',
});

export const twentyIssuers: readonly IssuerView[] = Array.from({ length: 20 }, (_, index) =>
  trusted(`https://issuer-${index + 1}.example/`, index % 3 === 0 ? {} : { clientId: 'x', method: 'none' }),
);

const VERDICTS = ['yes', 'yes', 'yes', 'unstated', 'yes', 'partly', 'yes', 'unstated', 'no', 'no'] as const;

const SAYS = [
  'The issuer string is https://login.example/, and it matches the address. A profile has to name it exactly so in solid:oidcIssuer, with its final slash; any other spelling is another issuer.',
  'dpop_signing_alg_values_supported names ES256, which will be used. DPoP binds the tokens to your key; it authenticates no client.',
  'revocation_endpoint is absent: upon sign-out Latchkey deletes its tokens, and at the issuer the refresh token runs out by itself.',
] as const;

/** An examination with every verdict in it. */
export const examined: Examination = {
  issuer: 'https://login.example/',
  metadataUrl: 'https://login.example/.well-known/openid-configuration',
  findings: TOPICS.map((topic, index) => ({
    topic,
    verdict: VERDICTS[index] ?? 'partly',
    says: SAYS[index % 3] ?? SAYS[0],
  })),
  deviations: [
    'webid is not in scopes_supported, where Solid-OIDC (Conformance Discovery) wants it.',
    'token_endpoint is http://login.example/token, without https. Latchkey uses plain http on this machine only.',
  ],
};

export const flawless: Examination = {
  ...examined,
  findings: examined.findings.map((finding) => ({ ...finding, verdict: 'yes' })),
  deviations: [],
};

export const hostile: Examination = {
  issuer: '',
  metadataUrl: `https://${longHost}/.well-known/openid-configuration`,
  findings: TOPICS.map((topic) => ({ topic, verdict: 'no', says: 'W'.repeat(300) })),
  deviations: [`token_endpoint is ${'x'.repeat(400)}, which is no web address.`],
};
