import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FirefoxSigning } from '../../../src/signing/firefox-signing.ts';
import { arriving, fetchOf, leaving, passageTo, visitOf } from '../../fakes/firefox-wire.ts';
import { APP, POD } from '../../fakes/people.ts';
import { PAGE, PICTURE, ports, startAnew } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

let signing: FirefoxSigning;

beforeEach(() => {
  startAnew();
  signing = new FirefoxSigning(ports);
});

/** What was told of the only request. */
function facts() {
  const traces = new Set(ports.onAnswered.mock.calls.map(([trace]) => trace));
  expect(traces.size).toBe(1);
  return [...traces][0]?.facts;
}

describe('a request in Firefox', () => {
  it('is told of once it is answered, not before', async () => {
    const request = fetchOf(PICTURE, { type: 'image' });
    await leaving(signing, request);
    expect(ports.onAnswered).not.toHaveBeenCalled();
    await arriving(signing, request, 403);
    expect(facts()).toMatchObject({ url: PICTURE, kind: 'image', site: APP, status: 403, retries: [] });
  });

  it('is told of to nobody where it is not signed', async () => {
    const request = fetchOf(PICTURE, { documentUrl: 'https://other.example/' });
    await leaving(signing, request);
    await arriving(signing, request, 401);
    expect(ports.onAnswered).not.toHaveBeenCalled();
  });

  it('that is made again is one request, with the reasons', async () => {
    const request = fetchOf(PICTURE);
    await leaving(signing, request);
    await arriving(signing, request, 401, { 'dpop-nonce': 'n-1' });
    await leaving(signing, request);
    await arriving(signing, request, 401);
    await leaving(signing, request);
    await arriving(signing, request, 302, { location: `${POD}next` });
    await leaving(signing, { ...request, url: `${POD}next` });
    await arriving(signing, { ...request, url: `${POD}next` }, 200);
    expect(facts()).toMatchObject({ url: PICTURE, status: 200, retries: ['nonce', 'token', 'redirect'] });
  });

  it('that is led to another origin ends there', async () => {
    const request = fetchOf(PICTURE);
    await leaving(signing, request);
    await arriving(signing, request, 302, { location: 'https://evil.example/' });
    expect(await leaving(signing, { ...request, url: 'https://evil.example/' })).toEqual({});
    expect(facts()).toMatchObject({ status: 302, retries: ['redirect'] });
  });

  it('is told of with the page through which it comes, for a navigation', async () => {
    const visit = visitOf(PAGE);
    await leaving(signing, visit);
    await arriving(signing, visit, 401);
    await signing.onPageRefused(1, new URL(PAGE));
    const passage = passageTo(PAGE);
    await leaving(signing, passage);
    await arriving(signing, passage, 200);
    expect(facts()).toMatchObject({ url: PAGE, kind: 'navigation', site: null, status: 200 });
    expect(ports.onSigned.mock.lastCall?.[2].facts).toBe(facts());
  });
});
