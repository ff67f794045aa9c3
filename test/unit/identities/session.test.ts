import '../../fakes/worker.ts';
import { describe, expect, it, vi } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import { endSession, forgetIdentity, getIdentity } from '../../../src/identities/identities.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { credentialsOf } from '../../../src/identities/session.ts';
import { signRequest } from '../../../src/signing/signer.ts';
import { codeOf } from '../../fakes/failure.ts';
import { expire, keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { verifyProof } from '../../fakes/proofs.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

/** How often the token endpoint was asked since the sign-in. */
const refreshes = (issuer: FakeIssuer) => issuer.seenAt('/token').length - 1;
const stateOf = async (id: IdentityId) => (await getIdentity(id)).session.state;

async function tokensOf(id: IdentityId) {
  const { session } = await getIdentity(id);
  return session.state === 'signed-in' ? session.tokens : null;
}

describe('the credentials of an identity', () => {
  it('are those of the sign-in while they last', async () => {
    await using issuer = await startIssuer();
    const { id, session } = await keepSignedIn(issuer);
    const { accessToken } = await credentialsOf(id);
    expect(session).toMatchObject({ tokens: { accessToken } });
    expect(refreshes(issuer)).toBe(0);
  });

  it('hold a key that came through the database and still signs, and still cannot be read', async () => {
    await using issuer = await startIssuer();
    const { id, key } = await keepSignedIn(issuer);
    const credentials = await credentialsOf(id);
    const target = {
      method: 'GET',
      url: new URL(issuer.url),
      accessToken: credentials.accessToken,
    };
    const { dpop } = await signRequest(credentials.key, target);
    expect((await verifyProof(dpop, 'GET', issuer.url)).jkt).toBe(key.jkt);
    expect(credentials.key.pair.privateKey.extractable).toBe(false);
  });

  it('are refreshed once for twenty requests that find them over', async () => {
    await using issuer = await startIssuer();
    issuer.sessions.rotates = true;
    const record = await keepSignedIn(issuer);
    await expire(record);
    const all = await Promise.all(Array.from({ length: 20 }, () => credentialsOf(record.id)));
    expect(refreshes(issuer)).toBe(1);
    expect(new Set(all.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(all[0]?.accessToken).toBe((await tokensOf(record.id))?.accessToken);
  });

  it('are refreshed once for twenty requests that a server refused', async () => {
    await using issuer = await startIssuer();
    issuer.sessions.rotates = true;
    const { id } = await keepSignedIn(issuer);
    const { accessToken: refused } = await credentialsOf(id);
    const all = await Promise.all(Array.from({ length: 20 }, () => credentialsOf(id, refused)));
    expect(refreshes(issuer)).toBe(1);
    expect(all.map(({ accessToken }) => accessToken)).not.toContain(refused);
  });

  it('are kept though a server refused others', async () => {
    await using issuer = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    await credentialsOf(id, 'an older token');
    expect(refreshes(issuer)).toBe(0);
  });

  it('are committed before anybody gets them', async () => {
    await using issuer = await startIssuer();
    issuer.sessions.rotates = true;
    const record = await keepSignedIn(issuer);
    await expire(record);
    const given = credentialsOf(record.id).then(async ({ accessToken }) => [
      accessToken,
      await tokensOf(record.id),
    ]);
    expect(await given).toEqual([
      expect.any(String),
      expect.objectContaining({ accessToken: (await given)[0] }),
    ]);
  });

  it('keep the old refresh token where the issuer gives none', async () => {
    await using issuer = await startIssuer();
    const record = await keepSignedIn(issuer);
    const before = await tokensOf(record.id);
    await expire(record);
    await credentialsOf(record.id);
    expect((await tokensOf(record.id))?.refreshToken).toBe(before?.refreshToken);
    await expire(record);
    expect(await codeOf(credentialsOf(record.id))).toBeNull();
  });

  it('are those of another identity for nobody', async () => {
    await using one = await startIssuer();
    await using other = await startIssuer();
    const [first, second] = [await keepSignedIn(one), await keepSignedIn(other)];
    await Promise.all([expire(first), expire(second)]);
    const [mine, theirs] = await Promise.all([credentialsOf(first.id), credentialsOf(second.id)]);
    expect([mine.key.jkt, theirs.key.jkt]).toEqual([first.key.jkt, second.key.jkt]);
    expect(mine.accessToken).not.toBe(theirs.accessToken);
  });

  it('are nothing for an identity that nobody knows', async () => {
    expect(await codeOf(credentialsOf('nobody' as IdentityId))).toBe('identity-unknown');
  });
});

describe('a session', () => {
  it('ends when the issuer ends it, and says so from then on without asking', async () => {
    await using issuer = await startIssuer();
    const record = await keepSignedIn(issuer);
    await expire(record);
    issuer.sessions.endAll();
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(credentialsOf(record.id))));
    expect(new Set(codes)).toEqual(new Set(['login-required']));
    expect(refreshes(issuer)).toBe(1);
    expect((await getIdentity(record.id)).session).toEqual({ state: 'login-required' });
  });

  it('goes on when the issuer is not there', async () => {
    const issuer = await startIssuer();
    const record = await keepSignedIn(issuer);
    await expire(record);
    await issuer[Symbol.asyncDispose]();
    expect(await codeOf(credentialsOf(record.id))).toBe('unreachable');
    expect(await stateOf(record.id)).toBe('signed-in');
  });

  it.each(['signed-out', 'login-required'] as const)('that is %s gives nothing', async (state) => {
    await using issuer = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    await endSession(id, state);
    expect(await codeOf(credentialsOf(id))).toBe('login-required');
    expect(refreshes(issuer)).toBe(0);
    expect(await stateOf(id)).toBe(state);
  });
});

describe('what the person does while a refresh is under way', () => {
  /** Refreshes, and does something before the issuer answers. */
  async function meanwhile(work: (id: IdentityId, issuer: FakeIssuer) => Promise<unknown>) {
    await using issuer = await startIssuer();
    const record = await keepSignedIn(issuer);
    await expire(record);
    issuer.lies = {
      tokenAnswer: () => {
        issuer.lies = {};
        return work(record.id, issuer);
      },
    };
    return { code: await codeOf(credentialsOf(record.id)), id: record.id };
  }

  it('wins when it is a sign-out: the new tokens are dropped', async () => {
    const { code, id } = await meanwhile((identity) => endSession(identity, 'signed-out'));
    expect(code).toBe('login-required');
    expect((await getIdentity(id)).session).toEqual({ state: 'signed-out' });
  });

  it('wins when it is to forget the identity: it does not come back', async () => {
    const { code, id } = await meanwhile(forgetIdentity);
    expect(code).toBe('login-required');
    expect(await codeOf(getIdentity(id))).toBe('identity-unknown');
  });

  it('wins when it is another sign-in: its key and its tokens stay', async () => {
    let anew: IdentityRecord | undefined;
    const { code, id } = await meanwhile(async (_id, issuer) => {
      anew = await keepSignedIn(issuer);
    });
    expect(code).toBe('login-required');
    const { key, session } = await getIdentity(id);
    expect([key.jkt, session]).toEqual([anew?.key.jkt, anew?.session]);
  });
});
