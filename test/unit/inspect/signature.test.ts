import { describe, expect, it, vi } from 'vitest';
import type { Issuer } from '../../../src/domain/identity.ts';
import { generateDpopKey } from '../../../src/dpop/keys.ts';
import { issuersNamedBy } from '../../../src/inspect/named-issuers.ts';
import { verifySignature } from '../../../src/inspect/signature.ts';
import { codeOf } from '../../fakes/failure.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { answers, type Lies, says } from '../../fakes/lies.ts';
import { signInAt } from '../../fakes/sign-in.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

/** An access token that was honestly had, held against an issuer that lies from then on. */
async function verdictOf(lies: Lies, change = (token: string) => token) {
  await using issuer = await startIssuer();
  const token = change(await accessTokenOf(issuer));
  issuer.lies = lies;
  return await verifySignature(token, issuer.url);
}

async function accessTokenOf(issuer: FakeIssuer): Promise<string> {
  return (await signInAt(issuer)).tokens.accessToken;
}

describe('the signature of a token', () => {
  it('is checked by the keys that the issuer publishes', async () => {
    expect(await verdictOf({})).toBe('signed');
  });

  it('does not hold for other claims', async () => {
    const changed = (token: string) => {
      const [header, , signature] = token.split('.');
      return [header, btoa('{"webid":"https://mallory.example/#me"}').replace(/=+$/, ''), signature].join(
        '.',
      );
    };
    expect(await verdictOf({}, changed)).toBe('forged');
  });

  it('does not hold without a signature, or by one that whoever checks it can make', async () => {
    const by = (alg: string) => (token: string) =>
      [btoa(JSON.stringify({ alg })).replace(/=+$/, ''), ...token.split('.').slice(1)].join('.');
    expect(await verdictOf({}, by('none'))).toBe('algorithm-unsupported');
    expect(await verdictOf({}, by('HS256'))).toBe('algorithm-unsupported');
  });

  it('does not hold by a key that is not there any more, nor by another of the same name', async () => {
    expect(await verdictOf({ keys: (keys) => void keys.splice(0) })).toBe('no-key');
    const { publicJwk } = await generateDpopKey();
    expect(await verdictOf({ keys: ([key]) => void Object.assign(key ?? {}, publicJwk) })).toBe('forged');
  });

  it('holds by any of several keys that nothing tells apart', async () => {
    const { publicJwk } = await generateDpopKey();
    const twice = { kid: 'one', alg: 'ES256', use: 'sig', ...publicJwk };
    expect(await verdictOf({ keys: (keys) => void keys.unshift(twice) })).toBe('signed');
    expect(await verdictOf({ keys: (keys) => void keys.splice(0, 1, twice, twice) })).toBe('forged');
  });

  it.each<[string, Lies]>([
    ['metadata that is none', { discovery: answers({ body: '<html>' }) }],
    ['no keys', { metadata: says({ jwks_uri: undefined }) }],
    ['too many keys', { keys: (keys) => void keys.push(...Array.from({ length: 40 }, () => ({}))) }],
    ['keys on an unprotected host', { metadata: says({ jwks_uri: 'http://keys.example/' }) }],
  ])('is not known where the issuer has %s', async (_what, lies) => {
    expect(await codeOf(verdictOf(lies))).toBe('issuer-invalid');
  });

  it('is not known where the issuer cannot be reached', async () => {
    expect(await codeOf(verifySignature('a.b.c', 'http://localhost:1' as Issuer))).toBe('unreachable');
  });
});

describe('the issuers that a profile names', () => {
  it('are read anew', async () => {
    await using issuer = await startIssuer();
    expect(await issuersNamedBy(issuer.webId)).toEqual([issuer.url]);
    issuer.lies = { profile: answers({ body: '<#me> <#knows> <#you>.' }) };
    expect(await issuersNamedBy(issuer.webId)).toEqual([]);
  });

  it('are not known where the profile is no Turtle', async () => {
    await using issuer = await startIssuer();
    issuer.lies = { profile: answers({ headers: { 'content-type': 'text/html' } }) };
    expect(await codeOf(issuersNamedBy(issuer.webId))).toBe('profile-invalid');
  });
});
