import '../../fakes/worker.ts';
import { beforeEach, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import { exchange, navigationTo } from '../../fakes/wire.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const { rules } = port.chromium.declarativeNetRequest;

beforeEach(() => port.restartBrowser());

/** The modules of a worker that has just been woken. */
async function wake() {
  vi.resetModules();
  const [background, identities, pods, fakes, issuers] = await Promise.all([
    import('../../../src/background/signing.ts'),
    import('../../../src/identities/identities.ts'),
    import('../../../src/domain/pod.ts'),
    import('../../fakes/identity.ts'),
    import('../../fakes/issuer.ts'),
  ]);
  return { ...background, ...identities, ...pods, ...fakes, ...issuers };
}

/** Whatever a change has set off is done. */
async function settled(): Promise<void> {
  await port.browser.storage.local.get('nothing');
  await new Promise((resolve) => void setImmediate(resolve));
}

it('a woken worker that first refreshes a token arms a rule, and it stands', async () => {
  const before = await wake();
  await using issuer = await before.startIssuer();
  const record = await before.keepSignedIn(issuer);
  const pod = before.parseStorageRoot(`${issuer.url}alice/`);
  await before.keepIdentity({ ...record, profile: { ...record.profile, storages: [pod] } });
  await before.expire(record);

  const { signing, ...worker } = await wake();
  exchange(signing, navigationTo(`${pod}page.html`), 401);
  expect(await signing.onPageRefused(1, new URL(`${pod}page.html`))).toBe(true);
  await settled();
  expect(rules.size).toBe(1);

  await worker.keepIdentity({ ...record, id: `${record.id}x` as typeof record.id });
  await vi.waitFor(() => expect(rules.size, 'once somebody else has signed in').toBe(0));
});
