import type { Act } from './comparison.ts';

export const STATUSES: Record<string, Act> = {
  'HEAD of something': async (fetch, pod, look) => look(await fetch(`${pod}headers/`, { method: 'HEAD' })),
  'HEAD of nothing': async (fetch, pod, look) => look(await fetch(`${pod}missing`, { method: 'HEAD' })),
  '206 to a range': async (fetch, pod, look) =>
    look(await fetch(`${pod}range/`, { headers: { range: 'bytes=3-7' } })),
  '304 to what the page knows': async (fetch, pod, look) =>
    look(await fetch(`${pod}cached/`, { headers: { 'if-none-match': '"one"' } })),
  '200 to what it does not': async (fetch, pod, look) =>
    look(await fetch(`${pod}cached/`, { headers: { 'if-none-match': '"two"' } })),
};
for (const status of [200, 201, 202, 204, 205, 400, 401, 403, 404, 409, 412, 418, 429, 500, 503]) {
  STATUSES[String(status)] = `(fetch, pod, look, tell) => fetch(pod + 'status/${status}').then(look, tell)`;
}

export const REDIRECTS: Record<string, Act> = {
  'that are no error by wish': async (fetch, pod, _, tell) =>
    fetch(`${pod}redirect/302?to=/echo/there`, { redirect: 'error' }).catch(tell),
  'over two hops': async (fetch, pod, look) =>
    look(await fetch(`${pod}redirect/302?to=${encodeURIComponent('/redirect/307?to=/echo/there')}`)),
  'without a destination': async (fetch, pod, look, tell) =>
    fetch(`${pod}redirect/302?to=http://[`).then(look, tell),
  'that never end': async (fetch, pod, _, tell) => fetch(`${pod}circle`).catch(tell),
};
for (const status of [301, 302, 303, 307, 308]) {
  for (const method of ['GET', 'HEAD', 'POST', 'PUT']) {
    const init = JSON.stringify({ method, ...(method.startsWith('P') && { body: 'text' }) });
    REDIRECTS[`${status} of ${method}`] =
      `(fetch, pod, look, tell) => fetch(pod + 'redirect/${status}?to=/echo/there', ${init}).then(look, tell)`;
  }
}

export const READING: Record<string, Act> = {
  'as JSON': async (fetch, pod) => (await fetch(`${pod}echo/`)).json() as Promise<unknown>,
  'as JSON that is none': async (fetch, pod, _, tell) =>
    ((await fetch(`${pod}range/`)).json() as Promise<unknown>).catch(tell),
  'as an ArrayBuffer': async (fetch, pod) => [
    ...new Uint8Array(await (await fetch(`${pod}range/`)).arrayBuffer()),
  ],
  'as a Blob, with its type': async (fetch, pod) => {
    const blob = await (await fetch(`${pod}headers/`)).blob();
    return [blob.type, blob.size, await blob.text()];
  },
  'as a FormData': async (fetch, pod) => [...(await (await fetch(`${pod}form/`)).formData())],
  'from a clone, and itself': async (fetch, pod, look) => {
    const response = await fetch(`${pod}redirect/302?to=/headers/`);
    const clone = response.clone();
    const again = clone.clone();
    return [await look(clone), response.bodyUsed, await look(response), await look(again)];
  },
  twice: async (fetch, pod, _, tell) => {
    const response = await fetch(`${pod}range/`);
    await response.text();
    return [response.bodyUsed, await response.text().catch(tell)];
  },
  'of what has no body': async (fetch, pod) => {
    const response = await fetch(`${pod}status/204`);
    return [await response.text(), (await (await fetch(`${pod}status/204`)).blob()).size];
  },
  'in parts, until it is cancelled': async (fetch, pod) => {
    const reader = (await fetch(`${pod}large/`)).body?.getReader();
    const first = await reader?.read();
    await reader?.cancel('enough');
    return [first?.done, first?.value instanceof Uint8Array, await reader?.read()];
  },
  'of a body that breaks off': async (fetch, pod, _, tell) =>
    (await fetch(`${pod}broken/`)).text().catch(tell),
  'of two at once': async (fetch, pod, look) =>
    Promise.all(['one', 'two'].map(async (name) => look(await fetch(`${pod}echo/${name}`)))),
};

export const ENDING: Record<string, Act> = {
  'before it begins': async (fetch, pod, _, tell) =>
    fetch(`${pod}echo/`, { signal: AbortSignal.abort() }).catch(tell),
  'before it begins, with a reason': async (fetch, pod, _, tell) =>
    fetch(`${pod}echo/`, { signal: AbortSignal.abort('my reason') }).catch(tell),
  'in the same turn': async (fetch, pod, _, tell) => {
    const end = new AbortController();
    const answer = fetch(`${pod}echo/`, { signal: end.signal }).catch(tell);
    end.abort();
    return answer;
  },
  'by the signal of a Request': async (fetch, pod, _, tell) => {
    const end = new AbortController();
    const answer = fetch(new Request(`${pod}echo/`, { signal: end.signal })).catch(tell);
    end.abort(new RangeError('mine'));
    return answer;
  },
  'once it is over, which changes nothing': async (fetch, pod) => {
    const end = new AbortController();
    const response = await fetch(`${pod}range/`, { signal: end.signal });
    const text = await response.text();
    end.abort();
    return [text, response.bodyUsed];
  },
  'an address that nobody answers': async (fetch, pod, _, tell) =>
    fetch(pod.replace(/:\d+/, ':1')).catch(tell),
  'an address that is none': async (fetch, _pod, _, tell) => fetch('http://[').catch(tell),
  'an address with a password': async (fetch, pod, _, tell) =>
    fetch(pod.replace('//', '//user:password@')).catch(tell),
  'a method that is forbidden': async (fetch, pod, _, tell) =>
    fetch(`${pod}echo/`, { method: 'TRACE' }).catch(tell),
  'a method that is none': async (fetch, pod, _, tell) => fetch(`${pod}echo/`, { method: 'a b' }).catch(tell),
  'mode same-origin': async (fetch, pod, look, tell) =>
    fetch(`${pod}echo/`, { mode: 'same-origin' }).then(look, tell),
  'mode no-cors': async (fetch, pod, look, tell) =>
    fetch(`${pod}echo/`, { mode: 'no-cors' }).then(look, tell),
  'redirect: manual': async (fetch, pod, look, tell) =>
    fetch(`${pod}redirect/302?to=/echo/`, { redirect: 'manual' }).then(look, tell),
};
