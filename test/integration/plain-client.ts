import * as oauth from 'oauth4webapi';
import type { FormVisitor } from './form-visitor.ts';

/** Where the browser takes an answer for an extension. */
export const REDIRECT = `https://${'abcdefghijklmnop'.repeat(2)}.chromiumapp.org/`;
export const SCOPE = 'openid webid offline_access';
// eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated to stand out; the servers are on loopback
export const LOOPBACK = { [oauth.allowInsecureRequests]: true };

type Answer<T> = (response: Response) => Promise<T>;

/** A Solid client that shares no code with the extension: what servers say to it, they say to everybody. */
export class PlainClient {
  readonly as: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly auth: oauth.ClientAuth;
  readonly dpop: oauth.DPoPHandle;

  constructor(
    as: oauth.AuthorizationServer,
    client: oauth.Client,
    auth: oauth.ClientAuth,
    keys: CryptoKeyPair,
  ) {
    this.as = as;
    this.client = client;
    this.auth = auth;
    this.dpop = oauth.DPoP(client, keys);
  }

  /** Goes through the authorization page; resolves with the URL at which the visitor comes back. */
  async authorize(
    visit: (url: string) => Promise<string>,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<{ callback: URL; verifier: string }> {
    const verifier = oauth.generateRandomCodeVerifier();
    return { callback: new URL(await visit(await this.authorization(verifier, extra))), verifier };
  }

  /** The URL of the authorization page. An empty value leaves a parameter out. */
  async authorization(verifier: string, extra: Readonly<Record<string, string>> = {}): Promise<string> {
    return this.page(await this.parameters(verifier, extra));
  }

  async parameters(verifier: string, extra: Readonly<Record<string, string>> = {}) {
    const parameters = {
      client_id: this.client.client_id,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: SCOPE,
      prompt: 'consent',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      nonce: 'nonce',
      ...extra,
    };
    return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''));
  }

  page(parameters: URLSearchParams): string {
    const url = new URL(this.as.authorization_endpoint ?? '');
    url.search = parameters.toString();
    return url.href;
  }

  /** Pushes an authorization request, and returns the URL of its authorization page. */
  async push(verifier: string): Promise<string> {
    const parameters = await this.parameters(verifier);
    const { request_uri } = await this.#twice(
      () =>
        oauth.pushedAuthorizationRequest(this.as, this.client, this.auth, parameters, {
          ...LOOPBACK,
          DPoP: this.dpop,
        }),
      (response) => oauth.processPushedAuthorizationResponse(this.as, this.client, response),
    );
    return this.page(new URLSearchParams({ client_id: this.client.client_id, request_uri }));
  }

  async signIn(visitor: FormVisitor): Promise<oauth.TokenEndpointResponse> {
    const { callback, verifier } = await this.authorize((url) => visitor.consent(url));
    return await this.redeem(callback, verifier);
  }

  redeem(callback: URL, verifier: string): Promise<oauth.TokenEndpointResponse> {
    const answer = oauth.validateAuthResponse(this.as, this.client, callback, oauth.expectNoState);
    return this.#twice(
      () =>
        oauth.authorizationCodeGrantRequest(this.as, this.client, this.auth, answer, REDIRECT, verifier, {
          ...LOOPBACK,
          DPoP: this.dpop,
        }),
      (response) =>
        oauth.processAuthorizationCodeResponse(this.as, this.client, response, { expectedNonce: 'nonce' }),
    );
  }

  refresh(token: string): Promise<oauth.TokenEndpointResponse> {
    return this.#twice(
      () =>
        oauth.refreshTokenGrantRequest(this.as, this.client, this.auth, token, {
          ...LOOPBACK,
          DPoP: this.dpop,
        }),
      (response) => oauth.processRefreshTokenResponse(this.as, this.client, response),
    );
  }

  async revoke(token: string): Promise<void> {
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(this.as, this.client, this.auth, token, LOOPBACK),
    );
  }

  credentials(): Promise<oauth.TokenEndpointResponse> {
    const parameters = { scope: 'webid' };
    return this.#twice(
      () =>
        oauth.clientCredentialsGrantRequest(this.as, this.client, this.auth, parameters, {
          ...LOOPBACK,
          DPoP: this.dpop,
        }),
      (response) => oauth.processClientCredentialsResponse(this.as, this.client, response),
    );
  }

  read(accessToken: string, url: string): Promise<Response> {
    const ask = () =>
      oauth.protectedResourceRequest(accessToken, 'GET', new URL(url), undefined, undefined, {
        ...LOOPBACK,
        DPoP: this.dpop,
      });
    return this.#twice(ask, (response) => Promise.resolve(response));
  }

  /** Asks once more where a server demands its nonce; the handle has kept that by then. */
  async #twice<T>(ask: () => Promise<Response>, read: Answer<T>): Promise<T> {
    try {
      return await read(await ask());
    } catch (error) {
      if (!oauth.isDPoPNonceError(error)) throw error;
      return await read(await ask());
    }
  }
}
