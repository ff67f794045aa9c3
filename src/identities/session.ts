import { isFailure, LatchkeyError } from '../domain/errors.ts';
import type { IdentityId } from '../domain/identity.ts';
import { isFresh, type Session } from '../domain/session.ts';
import type { DpopKey } from '../dpop/keys.ts';
import { serverError } from '../oidc/failures.ts';
import { onChange } from '../platform/changes.ts';
import type { AtRest } from '../platform/sealing.ts';
import { sealingKey } from '../platform/vault.ts';
import { getIdentity } from './identities.ts';
import { assertTrusted } from './issuers.ts';
import { type IdentityRecord, records } from './records.ts';
import { renew, signInSilently } from './renewal.ts';

/** What signing takes: a key and an access token bound to it. */
export interface Credentials {
  readonly key: DpopKey;
  readonly accessToken: string;
}

/**
 * An identity's credentials, renewed where the access token is about to end.
 *
 * @param refused an access token that a server has just refused: it is not given out again
 * @throws LatchkeyError `locked`, `lock-required`, `issuer-untrusted`, `login-required` where there is no session, `refresh-failed` and network errors where
 *   the session goes on
 */
export async function credentialsOf(id: IdentityId, refused: string | null = null): Promise<Credentials> {
  const record = await recall(id);
  return usable(record, refused) ?? (await renewed(id, refused));
}

/** Identities as they were last read: a request that is signed must not wait for the database. */
const known = new Map<IdentityId, Promise<IdentityRecord>>();
onChange(() => {
  known.clear();
});

async function recall(id: IdentityId): Promise<IdentityRecord> {
  const found = known.get(id) ?? getReady(id);
  known.set(id, found);
  // What could not be read is read again.
  found.catch(() => known.delete(id));
  return await found;
}

/** An identity may be used while its issuer is trusted, and never without a lock that the organisation requires. */
async function getReady(id: IdentityId): Promise<IdentityRecord> {
  await sealingKey();
  const record = await getIdentity(id);
  await assertTrusted(record.issuer);
  return record;
}

/** A refresh token that nobody uses dies, at CSS after 24 hours: it is used this often, in milliseconds. */
const IDLE = 6 * 60 * 60_000;

/** Renews the sessions that nothing has renewed for hours. What fails is tried again the next time. */
export async function renewIdle(): Promise<void> {
  for (const { id } of await records.all()) await renewIfIdle(id).catch(() => undefined);
}

async function renewIfIdle(id: IdentityId): Promise<void> {
  const { session } = await getIdentity(id);
  if (session.state !== 'signed-in' || session.tokens.refreshToken === null) return;
  const { obtainedAt, accessToken } = session.tokens;
  if (obtainedAt + IDLE < Date.now()) await credentialsOf(id, accessToken);
}

function usable({ key, session }: IdentityRecord, refused: string | null): Credentials | undefined {
  if (session.state !== 'signed-in') return undefined;
  const { tokens } = session;
  if (!isFresh(tokens, Date.now()) || tokens.accessToken === refused) return undefined;
  return { key, accessToken: tokens.accessToken };
}

/**
 * One renewal at a time in all contexts: a rotated refresh token that is used twice ends the session. Who waited
 * finds the new tokens. They are committed before anyone uses them.
 */
async function renewed(id: IdentityId, refused: string | null): Promise<Credentials> {
  return await navigator.locks.request(`refresh:${id}`, async () => {
    const record = await getIdentity(id);
    const found = usable(record, refused);
    if (found !== undefined) return found;
    const { session, webId } = record;
    if (session.state !== 'signed-in') throw new LatchkeyError('login-required', webId);
    return await renewOrEnd(record, session);
  });
}

/**
 * That a refresh token is sent is noted. Where its answer was not heard, the issuer may have replaced it, and may end all
 * that came of it at a second use (RFC 9700 section 4.14.2): the browser's session at the issuer is tried first then.
 */
async function renewOrEnd(record: IdentityRecord, before: SignedIn): Promise<Credentials> {
  const { key } = record;
  const { isRenewing = false, ...session } = before;
  const sealing = await sealingKey();
  const keep = (after: Parameters<typeof replace>[1]) => replace(record, after, sealing);
  const onSend = () => keep({ session: { ...session, isRenewing: true } });
  const byToken = () => renew(record, session.tokens, onSend);
  const silently = () => signInSilently(record);
  const [first, second] = isRenewing ? [silently, byToken] : [byToken, silently];
  try {
    const { client, tokens } = await first().catch((error: unknown) => {
      if (isOver(error)) return second();
      throw error;
    });
    // The refresh token that was sent is the last resort of a session that was given none.
    const isLast = isRenewing && tokens.refreshToken === null;
    const { refreshToken } = isLast ? session.tokens : tokens;
    const after = { ...(isLast ? before : session), tokens: { ...tokens, refreshToken } };
    await keep({ client, session: after });
    return { key, accessToken: tokens.accessToken };
  } catch (error) {
    if (isOver(error)) await keep({ session: { state: 'login-required' } });
    // No token is used up by a refusal; it may have been when it was sent before.
    else if (!isRenewing && serverError(error) !== null) await keep({ session });
    throw error;
  }
}

function isOver(error: unknown): boolean {
  return isFailure(error, 'login-required');
}

/**
 * Replaces a session by what became of it. Where the person signed out or in anew meanwhile, theirs stays: each sign-in
 * has a key of its own.
 *
 * @throws LatchkeyError `login-required` where theirs stays
 */
async function replace(
  { id, key }: IdentityRecord,
  after: Pick<IdentityRecord, 'session'> & Partial<IdentityRecord>,
  sealing: CryptoKey | null,
): Promise<void> {
  const isSame = (found: AtRest<IdentityRecord>) =>
    found.session.state === 'signed-in' && found.key.jkt === key.jkt;
  const row = await records.change(id, (found) => (isSame(found) ? { ...found, ...after } : found), sealing);
  if (row?.session !== after.session) throw new LatchkeyError('login-required');
}

type SignedIn = Extract<Session, { state: 'signed-in' }>;
