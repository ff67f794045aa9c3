import { describe, expect, it, vi } from 'vitest';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import { signInAt } from '../../fakes/sign-in.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

// Answers that are falsified are in the mutation matrix.
describe('an authorization response that is an error', () => {
  it.each([
    ['access_denied', 'sign-in-cancelled'],
    ['server_error', 'sign-in-refused'],
    ['invalid_scope', 'sign-in-refused'],
    ['unauthorized_client', 'client-refused'],
    ['login_required', 'login-required'],
    ['interaction_required', 'login-required'],
    ['consent_required', 'login-required'],
    ['account_selection_required', 'login-required'],
  ])('is told by its own code, and no token is asked for: %s', async (name, code) => {
    await using issuer = await startIssuer({
      callback: ({ searchParams }) => {
        searchParams.delete('code');
        searchParams.set('error', name);
      },
    });
    expect(await codeOf(signInAt(issuer))).toBe(code);
    expect(issuer.seenAt('/token')).toEqual([]);
  });

  it('counts, though there is a code beside it', async () => {
    await using issuer = await startIssuer({
      callback: ({ searchParams }) => searchParams.set('error', 'access_denied'),
    });
    expect(await codeOf(signInAt(issuer))).toBe('sign-in-cancelled');
    expect(issuer.seenAt('/token')).toEqual([]);
  });

  it('shows the server’s words as text', async () => {
    await using issuer = await startIssuer({
      callback: ({ searchParams }) => {
        searchParams.set('error', 'server_error');
        searchParams.set('error_description', 'Sorry,\u202e\n<b>no</b>.');
      },
    });
    const failure = { code: 'sign-in-refused', subject: 'Sorry, <b>no</b>.' };
    await expect(signInAt(issuer)).rejects.toMatchObject(failure);
  });
});
