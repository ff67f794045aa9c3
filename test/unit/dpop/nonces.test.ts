import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const SERVER = new URL('https://pod.example/alice/page.html?a#b');

let nonces: Awaited<ReturnType<typeof load>>;

const load = () => import('../../../src/dpop/nonces.ts');

async function startWorker(): Promise<void> {
  vi.resetModules();
  nonces = await load();
}

beforeEach(async () => {
  port.restartBrowser();
  await startWorker();
});

describe('the nonce of a server', () => {
  it('is the one that it gave last', async () => {
    await nonces.keepNonce('resource', SERVER, 'n-1');
    await nonces.keepNonce('resource', SERVER, 'n-2');
    expect(await nonces.nonceFor('resource', new URL('https://pod.example/bob/'))).toBe('n-2');
  });

  it('is none where it gave none', async () => {
    expect(await nonces.nonceFor('resource', SERVER)).toBeNull();
  });

  it.each([
    'https://pod.example:8443/',
    'http://pod.example/',
    'https://pod.example.evil/',
    'https://alice.pod.example/',
  ])('is none of another origin: %s', async (other) => {
    await nonces.keepNonce('resource', SERVER, 'n-1');
    expect(await nonces.nonceFor('resource', new URL(other))).toBeNull();
  });

  it('is one as an authorization server and another as a resource server', async () => {
    await nonces.keepNonce('authorization', SERVER, 'as');
    expect(await nonces.nonceFor('resource', SERVER)).toBeNull();
    await nonces.keepNonce('resource', SERVER, 'rs');
    expect(await nonces.nonceFor('authorization', SERVER)).toBe('as');
  });

  it('outlives the worker, and not the browser', async () => {
    await nonces.keepNonce('authorization', SERVER, 'n-1');
    await startWorker();
    expect(await nonces.nonceFor('authorization', SERVER)).toBe('n-1');
    expect(port.browser.storage.local.text).toBe('');
    port.restartBrowser();
    await startWorker();
    expect(await nonces.nonceFor('authorization', SERVER)).toBeNull();
  });

  it.each([
    ['nothing', null],
    ['nothing in it', ''],
    ['more than 1 KiB', 'n'.repeat(1025)],
  ])('stays as it was where the server gives %s', async (_what, nonce) => {
    await nonces.keepNonce('resource', SERVER, 'n-1');
    await nonces.keepNonce('resource', SERVER, nonce);
    expect(await nonces.nonceFor('resource', SERVER)).toBe('n-1');
  });

  it('may be of 1 KiB', async () => {
    await nonces.keepNonce('resource', SERVER, 'n'.repeat(1024));
    expect(await nonces.nonceFor('resource', SERVER)).toHaveLength(1024);
  });

  it('is kept for two hundred servers and no more', async () => {
    for (let index = 0; index < 250; index += 1) {
      await nonces.keepNonce('resource', new URL(`https://a${index}.example/`), `n-${index}`);
    }
    expect(await nonces.nonceFor('resource', new URL('https://a49.example/'))).toBeNull();
    expect(await nonces.nonceFor('resource', new URL('https://a50.example/'))).toBe('n-50');
  });
});
