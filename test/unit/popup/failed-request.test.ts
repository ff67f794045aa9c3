import { describe, expect, it } from 'vitest';
import { failedRequest, isUnderWay } from '../../../popup/developers/failed-request.ts';

const NOTES = 'https://pod.example/alice/notes.ttl';
const PAGE = 'https://app.example';

const entry = (status: number, more: object = {}) => ({
  request: { method: 'get', url: NOTES, headers: [] },
  response: { status, ...more },
});

describe('a request in the log of the developer tools', () => {
  it.each([401, 403, 0])('with status %i has failed', (status) => {
    const failed = failedRequest(entry(status), PAGE);
    expect(failed).toEqual({ url: new URL(NOTES), method: 'GET', status, site: PAGE, sent: null });
  });

  it.each([200, 304, 404, 500])('with status %i needs no explanation of ours', (status) => {
    expect(failedRequest(entry(status), PAGE)).toBeNull();
  });

  it.each([
    ['with an answer', entry(401), false],
    ['that failed', entry(0, { _error: 'net::ERR_FAILED' }), false],
    ['without either', entry(0), true],
    ['without either, as Chromium says it', entry(0, { _error: null }), true],
  ])('%s is under way or not', (_which, one, expected) => {
    expect(isUnderWay(one)).toBe(expected);
  });
});
