import { afterEach, describe, expect, it, vi } from 'vitest';
import { CONNECTED, FakePage } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';
import { ended, eventsOf, FakeXhr, opened } from '../../fakes/xhr.ts';

let page: FakePage;

afterEach(() => page.close());

const NOTES = `${POD}notes.ttl`;
const ELSEWHERE = 'https://other.example/';

async function openUnknown(): Promise<void> {
  page = new FakePage();
  await page.inject('bridge', 'provider');
}

describe('before it is known what the site may do, a request waits', () => {
  it('and goes to the worker', async () => {
    await openUnknown();
    const xhr = opened(NOTES);
    const seen = eventsOf(xhr);
    xhr.send();
    expect(() => xhr.send()).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
    page.worker.tell(CONNECTED);
    const { id } = await page.worker.next('fetch');
    const head = { status: 200, statusText: 'OK', headers: [], url: NOTES, redirected: false };
    page.worker.say({ type: 'head', id, head, body: new TextEncoder().encode('signed') });
    await ended(xhr);
    expect([xhr.responseText, seen[0], FakeXhr.sent]).toEqual(['signed', 'loadstart', []]);
  });

  it('or is the native one, with the bytes that it had', async () => {
    await openUnknown();
    const xhr = opened(ELSEWHERE, 'PUT');
    const seen = eventsOf(xhr);
    const body = new Uint8Array([1]);
    xhr.send(body);
    body[0] = 2;
    page.worker.tell(CONNECTED);
    await vi.waitFor(() => expect(FakeXhr.sent).toEqual([xhr]));
    const bytes = FakeXhr.sent[0]?.body;
    if (!(bytes instanceof Blob)) throw new Error('It is no Blob.');
    expect([...new Uint8Array(await bytes.arrayBuffer())]).toEqual([1]);
    expect([seen, xhr.responseText]).toEqual([['loadstart'], 'native']);
  });

  it('unless it is aborted, and is then never sent', async () => {
    await openUnknown();
    const xhr = opened(ELSEWHERE, 'GET');
    const seen = eventsOf(xhr);
    xhr.send();
    xhr.abort();
    page.worker.tell(CONNECTED);
    await vi.waitFor(() => expect(page.solid.webId).toBe(CONNECTED.webId));
    expect([seen, FakeXhr.sent]).toEqual([['4', 'abort', 'loadend'], []]);
  });
});
