import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as v from 'valibot';
import type { Person } from './people.ts';

/** A fetch that is signed as a pod's owner, from Node: for what tests do behind the browser's back. */
export type OwnerFetch = (url: string, init?: RequestInit) => Promise<Response>;

const Controls = v.object({
  controls: v.object({
    password: v.object({ login: v.string() }),
    account: v.object({ clientCredentials: v.optional(v.string()) }),
  }),
});
const Login = v.object({ authorization: v.string() });
const Credentials = v.object({ id: v.string(), secret: v.string() });
/** Where each client ID of an account can be taken back. */
const Known = v.object({ clientCredentials: v.record(v.string(), v.string()) });
const Token = v.object({ access_token: v.string() });

type Prove = (method: string, url: string) => Promise<string>;

/** Signs a person in with client credentials and a DPoP key; the token lives ten minutes. */
export async function ownerFetch(server: string, person: Person): Promise<OwnerFetch> {
  const prove = await prover();
  const token = await tokenOf(server, await credentialsOf(server, person), prove);
  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `DPoP ${token}`);
    headers.set('dpop', await prove(init.method ?? 'GET', url));
    return fetch(url, { ...init, headers });
  };
}

async function prover(): Promise<Prove> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return (htm, url) =>
    new SignJWT({ htm, htu: new URL(new URL(url).pathname, url).href, jti: crypto.randomUUID() })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .setIssuedAt()
      .sign(privateKey);
}

/** Makes a client ID and a secret for somebody. */
export async function credentialsOf(server: string, person: Person) {
  const { endpoint, headers } = await accountOf(server, person);
  return json(Credentials, endpoint, post({ name: 'world', webId: person.webId }, headers));
}

/** Takes every client ID and secret of somebody back. */
export async function forgetCredentials(server: string, person: Person): Promise<void> {
  const { endpoint, headers } = await accountOf(server, person);
  const { clientCredentials } = await json(Known, endpoint, { headers });
  for (const one of Object.values(clientCredentials)) await fetch(one, { method: 'DELETE', headers });
}

/** The account API of the Community Solid Server, version 7. */
async function accountOf(server: string, { email, password }: Person) {
  const account = `${server}.account/`;
  const { controls } = await json(Controls, account);
  const { authorization } = await json(Login, controls.password.login, post({ email, password }));
  const headers = { authorization: `CSS-Account-Token ${authorization}` };
  const { clientCredentials = account } = (await json(Controls, account, { headers })).controls.account;
  return { endpoint: clientCredentials, headers };
}

async function tokenOf(server: string, { id, secret }: v.InferOutput<typeof Credentials>, prove: Prove) {
  const endpoint = `${server}.oidc/token`;
  const basic = btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`);
  const { access_token } = await json(Token, endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, dpop: await prove('POST', endpoint) },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'webid' }),
  });
  return access_token;
}

function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function json<Schema extends v.GenericSchema>(
  schema: Schema,
  url: string,
  init: RequestInit = {},
): Promise<v.InferOutput<Schema>> {
  const headers = new Headers(init.headers);
  headers.set('accept', 'application/json');
  const response = await fetch(url, { ...init, headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return v.parse(schema, await response.json());
}
