import { parseWebUrl } from '../domain/address.ts';
import type { ClientChoice, ClientView } from '../domain/client.ts';
import { LatchkeyError } from '../domain/errors.ts';
import type { Issuer } from '../domain/identity.ts';
import { generateDpopKey } from '../dpop/keys.ts';
import { type Client, type ClientKey, chosenClient } from '../oidc/client.ts';
import { checkClientDocument } from '../oidc/client-document.ts';
import type { IssuerMetadata } from '../oidc/metadata.ts';
import { isKnown, register } from '../oidc/registration.ts';
import { managed } from '../platform/managed.ts';
import type { AtRest } from '../platform/sealing.ts';
import { changeIssuer, getIssuer, type IssuerRecord } from './issuers.ts';

/** A registration that ends this soon, in milliseconds, is renewed: a sign-in takes a while. */
const MARGIN = 10 * 60_000;

/**
 * Latchkey as an issuer is to know it: as the person chose, else by a registration, which is kept and used again
 * until it ends or the issuer has forgotten it.
 *
 * @throws LatchkeyError `client-document-invalid`, `client-refused`, `registration-…`, `issuer-unsupported`
 */
export async function clientFor(metadata: IssuerMetadata, redirectUri: string): Promise<Client> {
  const record = await getIssuer(metadata.issuer);
  const { choice, secret, key, registration } = record;
  if (choice.way === 'static') return chosenClient(choice, secret, key);
  if (choice.way === 'document') {
    await assertFlawless(choice.clientId, redirectUri);
    return chosenClient(choice, null, null);
  }
  const isUsable = registration !== null && lasts(registration) && (await isKnown(metadata, registration));
  return isUsable ? registration : await registerAnew(metadata, redirectUri);
}

/** Registers and keeps the registration in place of an older one. */
export async function registerAnew(metadata: IssuerMetadata, redirectUri: string): Promise<Client> {
  const registration = await register(metadata, redirectUri, await keyAt(metadata.issuer));
  await changeIssuer(metadata.issuer, () => ({ registration }));
  return registration;
}

function lasts({ expiresAt }: Client): boolean {
  return expiresAt === null || expiresAt - MARGIN > Date.now();
}

async function assertFlawless(clientId: string, redirectUri: string): Promise<void> {
  const flaws = await checkClientDocument(new URL(clientId), redirectUri);
  if (flaws.length > 0) throw new LatchkeyError('client-document-invalid', flaws.join(', '));
}

/**
 * Chooses how Latchkey is known at an issuer from the next sign-in on; a null secret leaves the kept one.
 *
 * @throws LatchkeyError `issuer-untrusted`; `managed` where the organisation has chosen; `address-invalid`,
 *   `address-insecure` for a Client ID Document
 */
export async function chooseClient(
  issuer: Issuer,
  choice: ClientChoice,
  secret: string | null,
): Promise<void> {
  const { issuers } = await managed();
  if (issuers.some((one) => one.issuer === issuer && one.clientId !== undefined))
    throw new LatchkeyError('managed', issuer);
  // A Client ID Document is known by its address as the URL parser writes it.
  const own = choice.way === 'document' ? { ...choice, clientId: parseWebUrl(choice.clientId).href } : choice;
  const isStatic = own.way === 'static';
  if (isStatic && own.method === 'private_key_jwt') await keyAt(issuer);
  await changeIssuer(issuer, (record) => ({
    choice: own,
    secret: isStatic ? (secret ?? record.secret) : null,
  }));
}

async function keyAt(issuer: Issuer): Promise<ClientKey> {
  const { key } = await getIssuer(issuer);
  if (key !== null) return key;
  const { pair, publicJwk } = await generateDpopKey();
  const { key: kept } = await changeIssuer(issuer, (record) => ({ key: record.key ?? { pair, publicJwk } }));
  return kept ?? { pair, publicJwk };
}

/** How Latchkey is known at an issuer, without anything secret. */
export function toClientView({ choice, secret, key, registration }: AtRest<IssuerRecord>): ClientView {
  const chosen = choice.way === 'dynamic' ? null : choice.clientId;
  const method =
    choice.way === 'static' ? choice.method : choice.way === 'document' ? 'none' : registration?.method;
  return {
    way: choice.way,
    clientId: chosen ?? registration?.id ?? null,
    method: method ?? null,
    hasSecret: (choice.way === 'static' ? secret : (registration?.secret ?? null)) !== null,
    expiresAt: choice.way === 'dynamic' ? (registration?.expiresAt ?? null) : null,
    publicJwk: method === 'private_key_jwt' && key !== null ? { ...key.publicJwk } : null,
  };
}
