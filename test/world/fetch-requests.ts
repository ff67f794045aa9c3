import type { Act } from './comparison.ts';

export const REQUESTS: Record<string, Act> = {
  'a URL as text': async (fetch, pod, look) => look(await fetch(`${pod}echo/a?b=c`)),
  'a URL object': async (fetch, pod, look) => look(await fetch(new URL(`${pod}echo/a`))),
  'an object that is a URL as text': async (fetch, pod, look) =>
    look(await fetch({ toString: () => `${pod}echo/object` } as string)),
  'a URL with a fragment': async (fetch, pod, look) => look(await fetch(`${pod}echo/a#part`)),
  'a URL with characters to encode': async (fetch, pod, look) => look(await fetch(`${pod}echo/é ä?ü`)),
  'a Request': async (fetch, pod, look) =>
    look(
      await fetch(
        new Request(`${pod}echo/`, { method: 'PUT', body: 'text', headers: { 'x-custom': 'one' } }),
      ),
    ),
  'a Request and what overrides it': async (fetch, pod, look) => {
    const request = new Request(`${pod}echo/`, {
      method: 'PUT',
      body: 'one',
      headers: { 'x-custom': 'one' },
    });
    const init = { method: 'POST', body: 'two', headers: { 'x-custom': 'two', slug: 'three' } };
    return look(await fetch(request, init));
  },
  'a Request, which is used up': async (fetch, pod, _, tell) => {
    const request = new Request(`${pod}echo/`, { method: 'POST', body: 'text' });
    await fetch(request);
    return [request.bodyUsed, await fetch(request).catch(tell)];
  },
  'a Request without a body, twice': async (fetch, pod) => {
    const request = new Request(`${pod}echo/`);
    return [(await fetch(request)).status, (await fetch(request)).status, request.bodyUsed];
  },
};

for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'get', 'put', 'patch']) {
  REQUESTS[`the method ${method}`] =
    `(fetch, pod, look, tell) => fetch(pod + 'echo/', { method: '${method}' }).then(look, tell)`;
}

export const BODIES: Record<string, Act> = {
  text: async (fetch, pod, look) => look(await fetch(`${pod}echo/`, { method: 'POST', body: 'Grüße' })),
  'no text': async (fetch, pod, look) => look(await fetch(`${pod}echo/`, { method: 'POST', body: '' })),
  'text with a type': async (fetch, pod, look) =>
    look(
      await fetch(`${pod}echo/`, {
        method: 'PUT',
        body: '<> a <#A>.',
        headers: { 'Content-Type': 'text/turtle' },
      }),
    ),
  'a Uint8Array': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { method: 'PUT', body: new Uint8Array([0, 1, 127, 128, 255]) })),
  'a part of an ArrayBuffer': async (fetch, pod, look) => {
    const part = new Uint8Array(new Uint8Array([1, 2, 3, 4, 5]).buffer, 1, 3);
    return look(await fetch(`${pod}echo/`, { method: 'PUT', body: part }));
  },
  'a DataView': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { method: 'PUT', body: new DataView(new Uint8Array([9, 8, 7]).buffer) })),
  'an ArrayBuffer': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { method: 'PUT', body: new Uint8Array([3, 2, 1]).buffer })),
  'an empty ArrayBuffer': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { method: 'PUT', body: new ArrayBuffer(0) })),
  'a Blob': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { method: 'PUT', body: new Blob(['blob']) })),
  'a Blob with a type': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { method: 'PUT', body: new Blob(['blob'], { type: 'Text/Plain' }) })),
  'a File': async (fetch, pod, look) =>
    look(
      await fetch(`${pod}echo/`, {
        method: 'PUT',
        body: new File(['file'], 'a.txt', { type: 'text/plain' }),
      }),
    ),
  'a FormData': async (fetch, pod, look) => {
    const body = new FormData();
    body.append('name', 'Grüße');
    body.append('file', new File([new Uint8Array([0, 255])], 'ä.bin', { type: 'image/png' }));
    return look(await fetch(`${pod}echo/`, { method: 'POST', body }));
  },
  'a URLSearchParams': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { method: 'POST', body: new URLSearchParams({ a: 'é', b: ' ' }) })),
  'a large one': async (fetch, pod, look) => {
    const body = new Uint8Array(5 * 1024 * 1024).map((_, index) => (index * 7919) >> 3);
    return look(await fetch(`${pod}echo/`, { method: 'PUT', body }));
  },
  'one that GET may not have': async (fetch, pod, _, tell) =>
    fetch(`${pod}echo/`, { method: 'GET', body: 'text' }).catch(tell),
  'a stream without duplex': async (fetch, pod, _, tell) =>
    fetch(`${pod}echo/`, { method: 'PUT', body: new Blob(['text']).stream() }).catch(tell),
  'a stream that was read from': async (fetch, pod, _, tell) => {
    const body = new Blob(['text']).stream();
    await body.getReader().read();
    return fetch(`${pod}echo/`, { method: 'PUT', body, duplex: 'half' } as RequestInit).catch(tell);
  },
};

export const HEADERS: Record<string, Act> = {
  'as an object': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { headers: { 'X-Custom': 'one', Accept: 'text/turtle', slug: 'two' } })),
  'as pairs, one name twice': async (fetch, pod, look) =>
    look(
      await fetch(`${pod}echo/`, {
        headers: [
          ['x-custom', 'one'],
          ['x-custom', 'two'],
        ],
      }),
    ),
  'as Headers': async (fetch, pod, look) =>
    look(await fetch(`${pod}echo/`, { headers: new Headers({ 'x-custom': 'one' }) })),
  'with a name that is none': async (fetch, pod, _, tell) =>
    fetch(`${pod}echo/`, { headers: { 'a b': 'c' } }).catch(tell),
  'with a value that is none': async (fetch, pod, _, tell) =>
    fetch(`${pod}echo/`, { headers: { a: 'b\nc' } }).catch(tell),
  'that no page may set': async (fetch, pod, look) =>
    look(
      await fetch(`${pod}echo/`, {
        headers: { host: 'evil', cookie: 'a=b', origin: 'https://evil.example' },
      }),
    ),
  'of the answer': async (fetch, pod, look) => look(await fetch(`${pod}headers/`)),
  'of the answer, one by one': async (fetch, pod) => {
    const { headers } = await fetch(`${pod}headers/`);
    return [
      headers.get('X-Shown'),
      headers.get('Content-Type'),
      headers.get('none'),
      headers.get('set-cookie'),
    ];
  },
};
