import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addIssuer, issuerViews, setLegacy } from '../../../src/background/issuers.ts';
import type { Issuer } from '../../../src/domain/identity.ts';
import { chooseClient } from '../../../src/identities/clients.ts';
import { distrust, listIssuers } from '../../../src/identities/issuers.ts';
import { restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import { type Lies, says } from '../../fakes/lies.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const UNTRUSTED = 'https://evil.example/' as Issuer;

beforeEach(async () => {
  restartBrowser();
  for (const { id } of await listIssuers()) await distrust(id);
});

describe('an issuer that the person adds', () => {
  it('is trusted as it spells itself, and as nothing more', async () => {
    await using issuer = await startIssuer();
    expect(await addIssuer(` ${issuer.url.slice('http://'.length, -1)} `)).toBe(issuer.url);
    expect(await issuerViews()).toEqual([
      {
        issuer: issuer.url,
        client: {
          way: 'dynamic',
          clientId: null,
          method: null,
          hasSecret: false,
          expiresAt: null,
          publicJwk: null,
        },
        legacy: false,
      },
    ]);
    expect(issuer.seenAt('/register')).toEqual([]);
  });

  it('stays as it is where it was added before', async () => {
    await using issuer = await startIssuer();
    await addIssuer(issuer.url);
    await setLegacy(issuer.url, true);
    await addIssuer(issuer.url);
    expect((await issuerViews()).map(({ legacy }) => legacy)).toEqual([true]);
  });

  it.each<[string, Lies, string]>([
    ['states another issuer', { metadata: says({ issuer: UNTRUSTED }) }, 'issuer-mismatch'],
    ['states none', { metadata: says({ issuer: undefined }) }, 'issuer-invalid'],
    [
      'cannot do our DPoP',
      { metadata: says({ dpop_signing_alg_values_supported: [] }) },
      'issuer-unsupported',
    ],
    [
      'has an insecure endpoint',
      { metadata: says({ token_endpoint: 'http://a.example/' }) },
      'address-insecure',
    ],
  ])('is not trusted where it %s', async (_what, lies, code) => {
    await using issuer = await startIssuer(lies);
    expect(await codeOf(addIssuer(issuer.url))).toBe(code);
    expect(await listIssuers()).toEqual([]);
  });
});

describe('a trusted issuer', () => {
  it('is shown without anything secret', async () => {
    await using issuer = await startIssuer();
    await addIssuer(issuer.url);
    await chooseClient(
      issuer.url,
      { way: 'static', clientId: 'me', method: 'client_secret_post' },
      'a secret',
    );
    const views = await issuerViews();
    expect(views).toMatchObject([{ client: { way: 'static', clientId: 'me', hasSecret: true } }]);
    expect(JSON.stringify(views)).not.toContain('a secret');
  });

  it('is one that the person has let do what older servers do, and no other', async () => {
    await using issuer = await startIssuer();
    await addIssuer(issuer.url);
    expect(await codeOf(setLegacy(UNTRUSTED, true))).toBe('issuer-untrusted');
    expect(await codeOf(chooseClient(UNTRUSTED, { way: 'dynamic' }, null))).toBe('issuer-untrusted');
    expect((await listIssuers()).map(({ id, legacy }) => [id, legacy])).toEqual([[issuer.url, false]]);
    await setLegacy(issuer.url, true);
    await setLegacy(issuer.url, false);
    expect((await listIssuers()).map(({ legacy }) => legacy)).toEqual([false]);
  });
});
