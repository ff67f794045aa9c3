import { describe, expect, it, vi } from 'vitest';
import { send } from '../../../popup/developers/sending.ts';
import { browser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { type Reply, type Server, serve } from '../../fakes/server.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const headers = { authorization: 'DPoP the-token', dpop: 'the-proof' };

const to = (url: string, method = 'GET') => ({ method, url: new URL(url), headers });

function answering(reply: Reply): Promise<Server> {
  return serve(() => reply);
}

/** The browser keeps Latchkey from every host when it is asked next. */
function keepFromHosts(): void {
  vi.spyOn(browser.permissions, 'contains').mockResolvedValueOnce(false);
}

describe('a request with its proof', () => {
  it('is sent with both headers and nothing that tells of the person', async () => {
    await using server = await answering({ status: 201, headers: { 'x-one': 'two' }, body: 'made' });
    const answer = await send(to(`${server.url}note?q#part`, 'POST'));
    expect(answer).toMatchObject({ status: 201, statusText: 'Created', hasAllHeaders: true });
    expect(answer.headers).toContainEqual(['x-one', 'two']);
    expect(answer.body).toEqual({ is: 'text', text: 'made' });
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'POST', path: '/note?q', body: '', headers });
    expect(seen?.headers).not.toHaveProperty('referer');
    expect(seen?.headers).not.toHaveProperty('cookie');
  });

  it('follows no redirect', async () => {
    await using server = await answering({ status: 302, headers: { location: '/elsewhere' } });
    await send(to(server.url));
    expect(server.seen).toHaveLength(1);
  });

  it('has its headers hidden where the server says them again', async () => {
    await using server = await answering({
      headers: { 'x-echo': headers.authorization },
      body: `${headers.dpop}, the-token, the-proof`,
    });
    const answer = await send(to(server.url));
    expect(answer.headers).toContainEqual(['x-echo', 'DPoP [hidden]']);
    expect(answer.body).toEqual({ is: 'text', text: '[hidden], [hidden], [hidden]' });
  });

  it('fails where nobody answers, and may do so for want of leave', async () => {
    expect(await codeOf(send(to('http://localhost:1/')))).toBe('unreachable');
    keepFromHosts();
    expect(await codeOf(send(to('http://localhost:1/')))).toBe('permission-missing');
  });

  it('is answered with fewer headers where the browser keeps Latchkey from the host', async () => {
    await using server = await answering({});
    keepFromHosts();
    expect((await send(to(server.url))).hasAllHeaders).toBe(false);
  });
});
