import type { JWK } from 'jose';
import type { Json } from './lies.ts';

/** A client as the issuer knows it (RFC 7591 section 2). */
export interface Registration {
  readonly client_id: string;
  readonly client_secret?: string;
  readonly token_endpoint_auth_method?: string;
  readonly redirect_uris?: readonly string[];
  readonly post_logout_redirect_uris?: readonly string[];
  readonly grant_types?: readonly string[];
  readonly jwks?: { readonly keys: JWK[] };
  readonly registration_access_token?: string;
}

/** The clients of an issuer. Each registration is another client. */
export class Registrations {
  /** How long a registration lasts, in seconds; null for ever. */
  lifetime: number | null = null;
  readonly #clients = new Map<string, Registration>();

  get all(): readonly Registration[] {
    return [...this.#clients.values()];
  }

  find(id: string): Registration | undefined {
    return this.#clients.get(id);
  }

  /** Keeps a client, as the issuer's staff would for one that does not register by itself. */
  add(client: Registration): void {
    this.#clients.set(client.client_id, client);
  }

  /** Forgets every client, as an issuer does that keeps them in memory. */
  forgetAll(): void {
    this.#clients.clear();
  }

  /** What the issuer answers to who wants to register (RFC 7591 section 3.2.1, RFC 7592 section 3). */
  answerTo(wanted: Json, endpoint: string, now: number): Json {
    const id = `client-${crypto.randomUUID()}`;
    const asked = wanted['token_endpoint_auth_method'];
    const method = typeof asked === 'string' ? asked : 'client_secret_basic';
    const hasSecret = method.startsWith('client_secret');
    return {
      ...wanted,
      client_id: id,
      token_endpoint_auth_method: method,
      ...(hasSecret && { client_secret: `s:/+ ${crypto.randomUUID()}` }),
      client_secret_expires_at: this.lifetime === null ? 0 : now + this.lifetime,
      registration_client_uri: `${endpoint}/${id}`,
      registration_access_token: crypto.randomUUID(),
    };
  }

  /** Keeps the client that an answer speaks of, if it does. */
  keep(answer: unknown): void {
    if (isRegistration(answer)) this.add(answer);
  }

  /** Deletes a client (RFC 7592 section 2.3); says whether the token was the client's. */
  delete(id: string, token: string): boolean {
    const isTheirs = this.#clients.get(id)?.registration_access_token === token && token !== '';
    return isTheirs && this.#clients.delete(id);
  }
}

function isRegistration(answer: unknown): answer is Registration {
  return typeof answer === 'object' && answer !== null && 'client_id' in answer;
}
