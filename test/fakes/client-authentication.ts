import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { Registration, Registrations } from './registrations.ts';
import type { Seen } from './server.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a client shows of itself in one of the ways of RFC 6749 section 2.3 and RFC 7523 section 2.2. */
interface Shown {
  readonly method: string;
  readonly id: string;
  readonly secret: string | null;
}

/** Who a client must show itself to. */
export interface Authenticator {
  readonly registrations: Registrations;
  /** What a client assertion may be made out to. */
  readonly audience: readonly string[];
  /** The `jti` of assertions that were shown before. */
  readonly used: Set<unknown>;
  /** The issuer's time. */
  readonly now: Date;
}

/** The client that a request comes from; null where it does not show so, by exactly the method it registered. */
export async function authenticate(
  request: Seen,
  authenticator: Authenticator,
): Promise<Registration | null> {
  const form = new URLSearchParams(request.body);
  const [shown, another] = shownIn(request, form);
  if (shown === undefined || another !== undefined) return null;
  const client = authenticator.registrations.find(shown.id);
  if (client === undefined || (client.token_endpoint_auth_method ?? 'none') !== shown.method) return null;
  if (shown.method === 'private_key_jwt') {
    return (await isSignedBy(client, form, authenticator)) ? client : null;
  }
  const isKnown = shown.method === 'none' || (client.client_secret ?? '') === shown.secret;
  return isKnown ? client : null;
}

/** All ways in which a request shows a client; more than one is too many. */
function shownIn({ headers }: Seen, form: URLSearchParams): Shown[] {
  const basic = /^Basic (.*)$/.exec(headers.authorization ?? '')?.[1];
  const [id, secret, assertion] = ['client_id', 'client_secret', 'client_assertion'].map((name) =>
    form.get(name),
  );
  const shown: Shown[] = [];
  if (basic !== undefined) shown.push(fromBasic(basic));
  if (secret != null) shown.push({ method: 'client_secret_post', id: id ?? '', secret });
  if (assertion != null) shown.push({ method: 'private_key_jwt', id: subjectOf(assertion), secret: null });
  return shown.length === 0 && id != null ? [{ method: 'none', id, secret: null }] : shown;
}

/** RFC 6749 section 2.3.1: each half is form-encoded, then both are joined, then encoded as base64. */
function fromBasic(credentials: string): Shown {
  const [id = '', secret = '', ...rest] = atob(credentials).split(':');
  const decode = (text: string) => new URLSearchParams(`x=${text}`).get('x') ?? '';
  return rest.length > 0 || /[^\w%+.*-]/.test(id + secret)
    ? { method: 'broken', id: '', secret: '' }
    : { method: 'client_secret_basic', id: decode(id), secret: decode(secret) };
}

function subjectOf(assertion: string): string {
  try {
    return decodeJwt(assertion).sub ?? '';
  } catch {
    return '';
  }
}

/** RFC 7523 section 3, with a `jti` for one use (OpenID Connect Core 1.0 section 9). */
async function isSignedBy(
  { client_id, jwks }: Registration,
  form: URLSearchParams,
  { audience, used, now }: Authenticator,
): Promise<boolean> {
  const assertion = form.get('client_assertion') ?? '';
  if (form.get('client_assertion_type') !== ASSERTION || jwks === undefined) return false;
  if ((form.get('client_id') ?? client_id) !== client_id) return false;
  const verified = await jwtVerify(assertion, createLocalJWKSet(jwks), {
    algorithms: ['ES256'],
    issuer: client_id,
    subject: client_id,
    audience: [...audience],
    requiredClaims: ['exp', 'iat', 'jti'],
    maxTokenAge: 60,
    clockTolerance: 5,
    currentDate: now,
  }).catch(() => null);
  if (verified === null || used.has(verified.payload.jti)) return false;
  used.add(verified.payload.jti);
  return true;
}
