import { LatchkeyError } from '../domain/errors.ts';
import type { IdentityId } from '../domain/identity.ts';
import { isFresh, type Session } from '../domain/session.ts';
import type { DpopKey } from '../dpop/keys.ts';
import { readIssuer } from '../oidc/metadata.ts';
import { refresh } from '../oidc/refresh.ts';
import { getIdentity } from './identities.ts';
import { type IdentityRecord, records } from './records.ts';

/** What signing takes: a key and an access token bound to it. */
export interface Credentials {
  readonly key: DpopKey;
  readonly accessToken: string;
}

/**
 * An identity's credentials, refreshed where the access token is about to end.
 *
 * @param refused an access token that a server has just refused: it is not given out again
 * @throws LatchkeyError `login-required` where there is no session, `refresh-failed` and network errors where
 *   the session goes on
 */
export async function credentialsOf(id: IdentityId, refused: string | null = null): Promise<Credentials> {
  const record = await getIdentity(id);
  return usable(record, refused) ?? (await refreshed(id, refused));
}

function usable({ key, session }: IdentityRecord, refused: string | null): Credentials | undefined {
  if (session.state !== 'signed-in') return undefined;
  const { tokens } = session;
  if (!isFresh(tokens, Date.now()) || tokens.accessToken === refused) return undefined;
  return { key, accessToken: tokens.accessToken };
}

/**
 * One refresh at a time in all contexts: a rotated refresh token that is used twice ends the session. Who waited
 * finds the new tokens. They are committed before anyone uses them.
 */
async function refreshed(id: IdentityId, refused: string | null): Promise<Credentials> {
  return await navigator.locks.request(`refresh:${id}`, async () => {
    const record = await getIdentity(id);
    const found = usable(record, refused);
    if (found !== undefined) return found;
    const { session, webId, client, key, issuer } = record;
    if (session.state !== 'signed-in') throw new LatchkeyError('login-required', webId);
    try {
      const metadata = await readIssuer(issuer, new URL(issuer));
      const tokens = await refresh({ metadata, client, key, webId, tokens: session.tokens, now: Date.now });
      await replaceSession(id, session, { state: 'signed-in', tokens });
      return { key, accessToken: tokens.accessToken };
    } catch (error) {
      if (error instanceof LatchkeyError && error.code === 'login-required') {
        await replaceSession(id, session, { state: 'login-required' });
      }
      throw error;
    }
  });
}

/**
 * Replaces a session by what became of it. Where the person signed out or in anew meanwhile, theirs stays.
 *
 * @throws LatchkeyError `login-required` where theirs stays
 */
async function replaceSession(id: IdentityId, before: SignedIn, after: Session): Promise<void> {
  const isSame = ({ session }: IdentityRecord) =>
    session.state === 'signed-in' && session.tokens.refreshToken === before.tokens.refreshToken;
  const row = await records.change(id, (found) => (isSame(found) ? { ...found, session: after } : found));
  if (row?.session !== after) throw new LatchkeyError('login-required');
}

type SignedIn = Extract<Session, { state: 'signed-in' }>;
