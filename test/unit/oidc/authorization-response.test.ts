import { describe, expect, it } from 'vitest';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import { type Lies, says } from '../../fakes/lies.ts';
import { signInAt } from '../../fakes/sign-in.ts';

type Back = URLSearchParams;

/** What a sign-in fails with that comes back in another way, and how often a token was asked for then. */
async function outcome(change: (back: Back, url: URL) => unknown, lies: Lies = {}) {
  await using issuer = await startIssuer({ ...lies, callback: (url) => void change(url.searchParams, url) });
  return { code: await codeOf(signInAt(issuer)), tokenRequests: issuer.seenAt('/token').length };
}

/** Says something a second time. */
function twice(name: string, value?: string) {
  return (back: Back) => back.append(name, value ?? back.get(name) ?? '');
}

function error(name: string) {
  return (back: Back) => back.set('error', name);
}

const EVIL = 'https://evil.example/';

describe('an authorization response is refused, and no token is asked for,', () => {
  it.each<[string, (back: Back, url: URL) => unknown]>([
    ['without a state', (back) => back.delete('state')],
    ['with another state', (back) => back.set('state', 'other')],
    ['with an empty state', (back) => back.set('state', '')],
    ['with two states', twice('state', 'other')],
    ['with the state twice', twice('state')],
    ['without the promised iss', (back) => back.delete('iss')],
    ['with another iss', (back) => back.set('iss', EVIL)],
    ['with an iss without its slash', (back) => back.set('iss', (back.get('iss') ?? '').slice(0, -1))],
    ['with two iss', twice('iss', EVIL)],
    ['with the iss twice', twice('iss')],
    ['without a code', (back) => back.delete('code')],
    ['with two codes', twice('code', 'other')],
    ['with an ID token', (back) => back.set('id_token', 'a.b.c')],
    ['with a token', (back) => back.set('token', 'a')],
    ['in a JWT', (back) => back.set('response', 'a.b.c')],
    ['at another path', (_back, url) => (url.pathname = '/other')],
    ['at another host', (_back, url) => (url.hostname = 'evil.example')],
    ['at another scheme', (_back, url) => (url.protocol = 'http:')],
  ])('%s', async (_what, change) => {
    expect(await outcome(change)).toEqual({ code: 'authorization-invalid', tokenRequests: 0 });
  });

  it('with another iss, though none is promised', async () => {
    const lies = { metadata: says({ authorization_response_iss_parameter_supported: undefined }) };
    const change = (back: Back) => back.set('iss', EVIL);
    expect(await outcome(change, lies)).toEqual({ code: 'authorization-invalid', tokenRequests: 0 });
  });

  it('that is an error with somebody else’s state', async () => {
    const change = (back: Back) => {
      error('access_denied')(back);
      back.set('state', 'other');
    };
    expect(await outcome(change)).toEqual({ code: 'authorization-invalid', tokenRequests: 0 });
  });

  it.each([
    ['access_denied', 'sign-in-cancelled'],
    ['server_error', 'sign-in-refused'],
    ['invalid_scope', 'sign-in-refused'],
  ])('that says %s', async (name, code) => {
    expect(await outcome(error(name))).toEqual({ code, tokenRequests: 0 });
  });

  it('and shows the server’s words as text', async () => {
    const callback = ({ searchParams }: URL) => {
      error('server_error')(searchParams);
      searchParams.set('error_description', 'Sorry,\u202e\n<b>no</b>.');
    };
    await using issuer = await startIssuer({ callback });
    const failure = { code: 'sign-in-refused', subject: 'Sorry, <b>no</b>.' };
    await expect(signInAt(issuer)).rejects.toMatchObject(failure);
  });
});
