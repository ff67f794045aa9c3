import type { XhrAct } from './xhr-observed.ts';

export const METHODS: Record<string, XhrAct> = {};
for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'get', 'post', 'delete']) {
  METHODS[method] = `(pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('${method}', pod + 'echo/a?b=c#d');
    return sent(xhr);
  }`;
}

/** What is sent, as an expression. */
const SENT: Record<string, string> = {
  text: `'Grüße'`,
  'a Blob': `new Blob(['blob'])`,
  'a Blob with a type': `new Blob(['blob'], { type: 'text/turtle' })`,
  'a File': `new File(['file'], 'a.txt', { type: 'text/plain' })`,
  'a FormData': `(() => { const form = new FormData(); form.append('a', 'ü'); form.append('b', new File(['c'], 'd.png', { type: 'image/png' })); return form; })()`,
  'a URLSearchParams': `new URLSearchParams({ a: 'é', b: ' ' })`,
  'an ArrayBuffer': `new Uint8Array([0, 1, 255]).buffer`,
  'a part of an ArrayBuffer': `new Uint8Array([1, 2, 3, 4]).subarray(1, 3)`,
  'a DataView': `new DataView(new ArrayBuffer(3))`,
  'an HTML document': `new DOMParser().parseFromString('<!doctype html><!-- c --><p>Grüße<br>', 'text/html')`,
  'an XML document': `new DOMParser().parseFromString('<?xml version="1.0"?><a xmlns:b="c"><b:d/>ü</a>', 'application/xml')`,
  'an object': `({ toString: () => 'as text' })`,
  'a number': `42`,
  null: `null`,
  undefined: `undefined`,
  'a large one': `new Uint8Array(3_000_000).fill(7)`,
};

export const SENDING: Record<string, XhrAct> = {
  'what a GET may not have, and has not': (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}echo/`);
    return sent(xhr, 'text');
  },
  'a stream, which is text to it': `(pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', pod + 'echo/');
    return sent(xhr, new Blob(['a']).stream());
  }`,
};
for (const [name, body] of Object.entries(SENT)) {
  SENDING[name] = `(pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', pod + 'echo/');
    return sent(xhr, ${body});
  }`;
}
for (const type of [
  'text/turtle',
  'text/plain; charset=iso-8859-1',
  'text/plain;charset=utf-8',
  'Text/X;a=b',
]) {
  for (const name of ['text', 'an ArrayBuffer', 'an HTML document', 'a URLSearchParams']) {
    SENDING[`${name} as ${type}`] = `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.open('PUT', pod + 'echo/');
      xhr.setRequestHeader('content-type', '${type}');
      return sent(xhr, ${SENT[name] ?? ''});
    }`;
  }
}

export const HEADERS: Record<string, XhrAct> = {
  'of the request': (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}echo/`);
    xhr.setRequestHeader('X-Custom', 'one');
    xhr.setRequestHeader('x-custom', '  two ');
    xhr.setRequestHeader('Accept', 'text/turtle');
    xhr.setRequestHeader('Slug', 'three');
    return sent(xhr);
  },
  'that no page may set': (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}echo/`);
    xhr.setRequestHeader('host', 'evil');
    xhr.setRequestHeader('cookie', 'a=b');
    return sent(xhr);
  },
  'without a value': `(pod, { thrown }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', pod);
    return [thrown(() => xhr.setRequestHeader('a')), thrown(() => xhr.setRequestHeader('a', null))];
  }`,
  'that are none': (pod, { thrown }) => {
    const xhr = new XMLHttpRequest();
    const early = thrown(() => xhr.setRequestHeader('a', 'b'));
    xhr.open('GET', `${pod}echo/`);
    return [
      early,
      thrown(() => xhr.setRequestHeader('a b', 'c')),
      thrown(() => xhr.setRequestHeader('a', 'b\nc')),
      thrown(() => xhr.setRequestHeader('ü', 'c')),
      thrown(() => xhr.setRequestHeader('a', 'Ā')),
    ];
  },
  'of the answer': (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}headers/`);
    return sent(xhr);
  },
  'of the answer, while it comes': async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { over } = watch(xhr);
    const seen: unknown[] = [];
    const note = () =>
      seen.push([xhr.readyState, xhr.getResponseHeader('etag'), xhr.responseURL, xhr.statusText].join(' '));
    xhr.open('GET', `${pod}headers/`);
    note();
    xhr.onreadystatechange = note;
    xhr.send();
    note();
    await over;
    return seen;
  },
};

export const OPENING: Record<string, XhrAct> = {
  'that fails': `(pod, { thrown }) => {
    const xhr = new XMLHttpRequest();
    const open = (...args) => thrown(() => xhr.open(...args));
    return [
      open(), open('GET'), open('TRACE', '/'), open('a b', '/'), open('GET', 'http://['), open(Symbol(), '/'),
      open('connect', '/'), open('', '/'), xhr.readyState, open('PUT', '/'), xhr.readyState,
    ];
  }`,
  'of what is none': `(pod, { thrown }) => {
    const { prototype } = XMLHttpRequest;
    const names = ['open', 'send', 'abort', 'setRequestHeader', 'getResponseHeader', 'overrideMimeType'];
    return [
      ...names.map((name) => thrown(() => prototype[name].call({}, 'GET', pod))),
      ...names.map((name) => thrown(() => prototype[name].call(null, 'GET', pod))),
      ...['readyState', 'status', 'response', 'timeout'].map((name) => thrown(() => prototype[name])),
      ...names.map((name) => thrown(() => new prototype[name]('GET', pod))),
    ];
  }`,
  'that fails leaves what was opened before': async (pod, { sent, thrown }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', `${pod}echo/`);
    xhr.setRequestHeader('x-custom', 'kept');
    const failed = thrown(() => xhr.open('TRACE', '/'));
    return [failed, await sent(xhr, 'a')];
  },
  'anew leaves nothing of the headers': async (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', `${pod}status/200`);
    xhr.setRequestHeader('x-custom', 'old');
    xhr.open('GET', `${pod}echo/`);
    return sent(xhr);
  },
  'tells of itself': (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { log } = watch(xhr);
    xhr.open('GET', `${pod}echo/`);
    xhr.open('GET', `${pod}echo/`);
    return log;
  },
  'used objects again, with their listeners': async (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}echo/one`);
    const first = await sent(xhr);
    xhr.open('GET', `${pod}echo/two`);
    const between = [xhr.readyState, xhr.status, xhr.responseText, xhr.getAllResponseHeaders()];
    return [first, between, await sent(xhr)];
  },
  'while it is under way ends that, silently': async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { log, over } = watch(xhr);
    xhr.open('GET', `${pod}silent/never`);
    xhr.send();
    xhr.open('GET', `${pod}echo/`);
    xhr.send();
    await over;
    return [log, (JSON.parse(xhr.responseText) as { path: string }).path];
  },
  'in a listener, of the same object': async (pod) => {
    const xhr = new XMLHttpRequest();
    const log: unknown[] = [];
    await new Promise((resolve) => {
      xhr.onload = () => {
        log.push(xhr.responseURL);
        xhr.onload = () => log.push(xhr.responseURL);
        xhr.open('GET', `${pod}echo/two`);
        xhr.send();
      };
      xhr.onloadend = () => {
        if (log.push(`loadend ${xhr.readyState}`) === 4) resolve(undefined);
      };
      xhr.open('GET', `${pod}echo/one`);
      xhr.send();
    });
    return log;
  },
  'and sending as it tells of its opening': async (pod) => {
    const xhr = new XMLHttpRequest();
    return new Promise((resolve) => {
      xhr.onreadystatechange = () => {
        if (xhr.readyState === 1) xhr.send();
        if (xhr.readyState === 4) resolve([xhr.status, xhr.responseURL]);
      };
      xhr.open('GET', `${pod}echo/`);
    });
  },
};
