import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { at, type Statement } from '../../fakes/lies.ts';
import { expireTokens, signedIn, startAnew, startWithPerson, tokensOf, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { launchWebAuthFlow } = port.browser.identity;

const METADATA = '/.well-known/openid-configuration';
const PLACES = [METADATA, '/token', '/jwks'] as const;
const HUNG_UP: Partial<Statement> = { status: 0 };
const TOO_LARGE: Partial<Statement> = { body: 'x'.repeat(65_537) };

beforeEach(startAnew);

describe('a session goes on, with the tokens that it has, and works again afterwards,', () => {
  it.each([
    ...PLACES.map((place) => ['the issuer hangs up', place, HUNG_UP, 'unreachable'] as const),
    ...PLACES.map((place) => ['the issuer talks without end', place, TOO_LARGE, 'too-large'] as const),
    ...[500, 502, 503, 504, 429].map(
      (status) =>
        ['the issuer is out of order', '/token', { status, body: '<html>' }, 'refresh-failed'] as const,
    ),
    ['the issuer is out of order', METADATA, { status: 503, body: '<html>' }, 'issuer-invalid'] as const,
    [
      'the keys are out of order',
      '/jwks',
      { status: 503, body: { keys: [] } },
      'id-token-signature',
    ] as const,
    [
      'a broken issuer says invalid_grant',
      '/token',
      { status: 500, body: { error: 'invalid_grant' } },
      'refresh-failed',
    ] as const,
    [
      'something in between answers',
      '/token',
      { body: '<html>Sign in to the Wi-Fi' },
      'refresh-failed',
    ] as const,
    [
      'something in between answers',
      METADATA,
      { body: '<html>Sign in to the Wi-Fi' },
      'issuer-invalid',
    ] as const,
    [
      'something in between redirects',
      '/token',
      { status: 302, headers: { location: '/wi-fi' } },
      'redirected',
    ] as const,
  ])('while %s at %s: %o', async (_what, place, change, code) => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await expireTokens(id);
    const before = await worker.getIdentity(id);
    launchWebAuthFlow.mockClear();
    issuer.lies = { answer: at(place, change) };
    expect(await codeOf(worker.credentialsOf(id))).toBe(code);
    expect(await worker.getIdentity(id)).toMatchObject(before);
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
    issuer.lies = {};
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });

  it.each(PLACES)('while the issuer takes too long at %s', async (place) => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await expireTokens(id);
    const before = await tokensOf(id);
    const limit = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
    issuer.lies = {
      answer: (path) => {
        if (path === place) limit.abort(new DOMException('The operation timed out.', 'TimeoutError'));
      },
    };
    expect(await codeOf(worker.credentialsOf(id))).toBe('timed-out');
    expect(await tokensOf(id)).toEqual(before);
    timeout.mockRestore();
    issuer.lies = {};
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });
});
