import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import type { Json, Lies } from '../../fakes/lies.ts';
import { signedIn, signInOnceMore, startAnew, startWithPerson, worker } from '../identities/stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

beforeEach(startAnew);

/** Signs in twice; the second time the issuer says again what it said the first time. */
async function again<Said>(hear: (keep: (said: Said) => void) => Lies, repeat: (said: Said) => Lies) {
  await using issuer = await startWithPerson();
  const heard: Said[] = [];
  issuer.lies = hear((said) => heard.push(said));
  const id = await signedIn(issuer);
  const [first] = heard;
  if (first === undefined) throw new Error('Nothing was said.');
  const [before, mark] = [await worker.getIdentity(id), issuer.requests.length];
  issuer.lies = repeat(first);
  return { id, before, state: await signInOnceMore(id), codes: codesAfter(issuer, mark) };
}

/** The codes that were redeemed after some requests. */
function codesAfter(issuer: FakeIssuer, mark: number): readonly (string | null)[] {
  return issuer.requests
    .slice(mark)
    .filter(({ path }) => path === '/token')
    .map(({ body }) => new URLSearchParams(body).get('code'))
    .filter((code) => code !== null);
}

async function expectKept(id: IdentityId, before: unknown): Promise<void> {
  expect(await worker.getIdentity(id)).toEqual(before);
}

describe('what was said to an earlier sign-in is refused, and changes nothing:', () => {
  it('the whole answer, by its state', async () => {
    const { id, before, state, codes } = await again<string>(
      (keep) => ({ callback: ({ href }) => keep(href) }),
      (href) => ({ callback: (url) => Object.assign(url, { href }) }),
    );
    expect(state).toMatchObject({ step: 'failed', failure: { code: 'authorization-state' } });
    expect(codes).toEqual([]);
    await expectKept(id, before);
  });

  it('its code, by the issuer', async () => {
    const { id, before, state, codes } = await again<string>(
      (keep) => ({ callback: ({ searchParams }) => keep(searchParams.get('code') ?? '') }),
      (code) => ({ callback: ({ searchParams }) => searchParams.set('code', code) }),
    );
    expect(state).toMatchObject({ step: 'failed', failure: { code: 'token-refused' } });
    expect(codes).toHaveLength(1);
    await expectKept(id, before);
  });

  it('its ID token, by the nonce', async () => {
    const { id, before, state } = await again<unknown>(
      (keep) => ({ tokens: (body: Json) => keep(body['id_token']) }),
      (idToken) => ({ tokens: (body: Json) => Object.assign(body, { id_token: idToken }) }),
    );
    expect(state).toMatchObject({ step: 'failed', failure: { code: 'id-token-nonce' } });
    await expectKept(id, before);
  });

  it('its access token, by the key', async () => {
    const { id, before, state } = await again<unknown>(
      (keep) => ({ tokens: (body: Json) => keep(body['access_token']) }),
      (accessToken) => ({ tokens: (body: Json) => Object.assign(body, { access_token: accessToken }) }),
    );
    expect(state).toMatchObject({ step: 'failed', failure: { code: 'token-not-bound' } });
    await expectKept(id, before);
  });
});
