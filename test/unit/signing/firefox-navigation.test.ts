import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LatchkeyError } from '../../../src/domain/errors.ts';
import { FirefoxSigning } from '../../../src/signing/firefox-signing.ts';
import { browser } from '../../fakes/browser.ts';
import { arriving, leaving, passageTo, visitOf } from '../../fakes/firefox-wire.ts';
import { BOB, POD } from '../../fakes/people.ts';
import { lastSignature, PAGE, ports, startAnew } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

let signing: FirefoxSigning;

beforeEach(() => {
  startAnew();
  signing = new FirefoxSigning(ports);
});

/** A page is refused, and asks. */
async function refuse(url = PAGE, asked = url): Promise<void> {
  const visit = visitOf(url);
  expect(await leaving(signing, visit)).toEqual({});
  await arriving(signing, visit, 401);
  expect(await signing.onPageRefused(1, new URL(asked))).toBe(false);
}

describe('a refused page', () => {
  it('is loaded signed, through a page that leaves all others behind', async () => {
    await refuse();
    expect(browser.tabs.update).toHaveBeenCalledExactlyOnceWith(1, {
      url: `${browser.runtime.getURL('popup/passage.html')}#${encodeURIComponent(PAGE)}`,
      loadReplace: true,
    });
    expect(await leaving(signing, passageTo(PAGE))).toEqual(lastSignature());
    expect(ports.sign).toHaveBeenCalledTimes(1);
  });

  it('keeps its fragment on the way', async () => {
    await refuse(PAGE, `${PAGE}#part`);
    expect(browser.tabs.update.mock.lastCall?.[1].url).toContain(encodeURIComponent(`${PAGE}#part`));
  });

  it('is tried once more with a nonce, in the same tab', async () => {
    await refuse();
    const visit = passageTo(PAGE);
    await leaving(signing, visit);
    expect(await arriving(signing, visit, 401, { 'dpop-nonce': 'n' })).toBe(PAGE);
    expect(await leaving(signing, visit)).toEqual(lastSignature());
    expect(ports.sign).toHaveBeenCalledTimes(2);
  });

  it('that is refused signed, too, stays refused', async () => {
    await refuse();
    const visit = passageTo(PAGE);
    await leaving(signing, visit);
    await arriving(signing, visit, 401);
    await leaving(signing, visit);
    await arriving(signing, visit, 401);
    expect(await signing.onPageRefused(1, new URL(PAGE))).toBe(false);
    expect(browser.tabs.update).toHaveBeenCalledTimes(1);
  });

  it('stays refused where the person is not signed in any more, and the tab is marked', async () => {
    ports.sign.mockRejectedValue(new LatchkeyError('login-required'));
    await refuse();
    expect(browser.tabs.update).not.toHaveBeenCalled();
    expect(ports.onLeft.mock.lastCall?.[1]).toBe('login-required');
  });

  it('stays refused where the issuer is unreachable', async () => {
    ports.sign.mockRejectedValue(new LatchkeyError('unreachable'));
    await refuse();
    expect(browser.tabs.update).not.toHaveBeenCalled();
  });

  it('is signed as they may who may once it asks, and not at all where nobody may', async () => {
    const known = await ports.authority();
    for (const active of [BOB, null]) {
      await arriving(signing, visitOf(PAGE), 401);
      await signing.voidAll();
      ports.authority.mockResolvedValue({ ...known, active });
      await signing.onPageRefused(1, new URL(PAGE));
      const left = await leaving(signing, passageTo(PAGE));
      expect(left).toEqual(active === null ? {} : lastSignature());
    }
    expect(browser.tabs.update).toHaveBeenCalledTimes(1);
    expect(ports.sign.mock.lastCall?.[0]).toBe(BOB);
  });

  it('of nobody’s pod stays refused', async () => {
    const visit = visitOf('https://elsewhere.example/');
    await arriving(signing, visit, 401);
    await signing.onPageRefused(1, new URL(visit.url));
    expect(browser.tabs.update).not.toHaveBeenCalled();
  });
});

describe('a navigation leaves as it is', () => {
  it.each([
    ['that comes from elsewhere', () => visitOf(PAGE)],
    ['by a page of the pod', () => visitOf(PAGE, { originUrl: `${POD}inbox/evil.html` })],
    ['in another tab', () => passageTo(PAGE, { tabId: 2 })],
    ['to another page', () => passageTo(`${POD}private/other.html`)],
  ])('%s', async (_which, visit) => {
    await refuse();
    expect(await leaving(signing, visit())).toEqual({});
  });

  it('the second time: a signature serves one', async () => {
    await refuse();
    await leaving(signing, passageTo(PAGE));
    expect(await leaving(signing, passageTo(PAGE))).toEqual({});
  });

  it('without a refusal', async () => {
    expect(await leaving(signing, passageTo(PAGE))).toEqual({});
  });

  it('once the person is somebody else', async () => {
    await refuse();
    await signing.voidAll();
    expect(await leaving(signing, passageTo(PAGE))).toEqual({});
  });
});
