import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { generateClientDocument } from '../../../src/domain/client-document.ts';
import * as port from '../../fakes/browser.ts';
import { byStaff } from '../../fakes/clients.ts';
import { type Reply, serve } from '../../fakes/server.ts';
import { outcome, startAnew, startWithPerson, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { browser } = port;

beforeEach(startAnew);

describe('a Client ID Document', () => {
  const headers = { 'content-type': 'application/ld+json' };

  /** Signs in as the client of a document, hosted as it is generated but for what `reply` changes. */
  async function signInByDocument(reply: Reply = {}) {
    await using issuer = await startWithPerson();
    await using host = await serve(({ headers: { host: at = '' } }): Reply => {
      const clientId = new URL(`http://${at}/id`);
      const body = generateClientDocument({ clientId, redirectUris: [browser.identity.getRedirectURL()] });
      return { headers, body, ...reply };
    });
    const choice = { way: 'document', clientId: `${host.url}id` } as const;
    issuer.registrations.add(byStaff({ client_id: choice.clientId, token_endpoint_auth_method: 'none' }));
    await worker.trust(issuer.url);
    await worker.chooseClient(issuer.url, choice, null);
    worker.signIn(issuer.webId);
    const state = await outcome();
    const form = Object.fromEntries(new URLSearchParams(issuer.seenAt('/token').at(-1)?.body));
    return { state, choice, form, registrations: issuer.seenAt('/register').length };
  }

  it('is who Latchkey is, without a registration', async () => {
    const { state, choice, form, registrations } = await signInByDocument();
    expect(state).toMatchObject({ step: 'done' });
    expect([form['client_id'], registrations]).toEqual([choice.clientId, 0]);
  });

  it.each<[string, Reply, string]>([
    ['is gone', { status: 404 }, 'unreachable'],
    ['is elsewhere', { status: 302, headers: { location: '/other' } }, 'unreachable'],
    ['is no JSON', { body: '<html>' }, 'not-json'],
    [
      'says nothing',
      { body: '{}' },
      [
        'wrong-context',
        'wrong-client-id',
        'redirect-uri-missing',
        'no-refresh-token-grant',
        'scope-without-openid',
        'scope-without-webid',
        'scope-without-offline-access',
      ].join(', '),
    ],
  ])('that %s is not used: no page opens, and what is wrong is said', async (_what, reply, flaws) => {
    const { state, registrations } = await signInByDocument(reply);
    const failure = { code: 'client-document-invalid', subject: flaws };
    expect(state).toMatchObject({ step: 'failed', failure });
    expect([registrations, await worker.listIdentities()]).toEqual([0, []]);
    expect(browser.identity.launchWebAuthFlow).not.toHaveBeenCalled();
  });
});
