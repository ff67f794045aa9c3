import type { XhrAct } from './xhr-observed.ts';

export const STATUSES: Record<string, XhrAct> = {};
for (const status of [200, 201, 202, 204, 205, 304, 400, 401, 403, 404, 409, 412, 500, 503]) {
  STATUSES[String(status)] = `(pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', pod + 'status/${status}');
    return sent(xhr);
  }`;
}

export const REDIRECTS: Record<string, XhrAct> = {};
for (const status of [301, 302, 303, 307, 308]) {
  for (const method of ['GET', 'POST', 'PUT']) {
    if (method !== 'GET' && status < 307 && !(method === 'PUT' && status < 303)) continue;
    REDIRECTS[`${status} of ${method}`] = `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.open('${method}', pod + 'redirect/${status}?to=/echo/there');
      return sent(xhr${method === 'GET' ? '' : `, 'text'`});
    }`;
  }
}
REDIRECTS['that never end'] = `(pod, { sent }) => {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', pod + 'circle');
  return sent(xhr);
}`;

export const TYPES: Record<string, XhrAct> = {};
for (const type of ['', 'text', 'json', 'arraybuffer', 'blob', 'document']) {
  for (const path of [
    'echo/',
    'range/',
    'headers/',
    'status/204',
    'status/404',
    'typed/html',
    'typed/xml',
    'typed/broken-xml',
    'typed/svg',
  ]) {
    TYPES[`${type || 'none'} of ${path}`] = `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.responseType = '${type}';
      xhr.open('GET', pod + '${path}');
      return sent(xhr);
    }`;
  }
}
for (const path of ['latin', 'bom', 'utf16', 'unknown-charset', 'xml-latin', 'html-latin', 'quoted']) {
  for (const type of ['', 'text', 'json', 'document']) {
    TYPES[`charset ${path} as ${type || 'none'}`] = `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', pod + 'typed/${path}');
      xhr.responseType = '${type}';
      return sent(xhr);
    }`;
  }
}
for (const mime of [
  'text/plain; charset=iso-8859-1',
  'application/xml',
  'text/html;charset=windows-1252',
  'nonsense',
  'text/xml',
]) {
  for (const type of ['', 'blob', 'document']) {
    TYPES[`${type || 'none'}, overridden as ${mime}`] = `(pod, { sent }) => {
      const xhr = new XMLHttpRequest();
      xhr.overrideMimeType('${mime}');
      xhr.open('GET', pod + 'typed/xml');
      xhr.responseType = '${type}';
      return sent(xhr);
    }`;
  }
}

export const READING: Record<string, XhrAct> = {
  'text as it comes': async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { over } = watch(xhr);
    const seen = new Set<string>();
    xhr.onreadystatechange = () => seen.add(`${xhr.readyState} ${xhr.responseText}`);
    xhr.open('GET', `${pod}range/`);
    xhr.send();
    await over;
    return [...seen];
  },
  'nothing else before it is whole': async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { over } = watch(xhr);
    const seen: string[] = [];
    xhr.open('GET', `${pod}echo/`);
    xhr.responseType = 'json';
    xhr.onreadystatechange = () => seen.push(`${xhr.readyState} ${xhr.response === null}`);
    xhr.send();
    await over;
    return [...new Set(seen)];
  },
  'a large body': async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { over } = watch(xhr);
    xhr.open('GET', `${pod}large/`);
    xhr.responseType = 'arraybuffer';
    const steps: number[] = [];
    xhr.onprogress = ({ loaded, total, lengthComputable }) => {
      if (!lengthComputable || total !== 20 * 1024 * 1024) steps.push(-1);
      steps.push(loaded);
    };
    xhr.send();
    await over;
    const hash = await crypto.subtle.digest('SHA-256', xhr.response as ArrayBuffer);
    return [
      [...new Uint8Array(hash)],
      steps.every((step, index) => step > (steps[index - 1] ?? 0)),
      steps.at(-1) === 20 * 1024 * 1024,
    ];
  },
  'a body that breaks off': (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}broken/`);
    return (sent(xhr) as Promise<{ log: string[] }>).then(({ log, ...seen }) => ({
      ...seen,
      // How much comes before it breaks is nobody's to say.
      log: log.filter((line) => !/^(progress|readystatechange 3)/.test(line)),
    }));
  },
  'with handlers for each event': async (pod) => {
    const xhr = new XMLHttpRequest();
    const seen: unknown[] = [];
    xhr.open('PUT', `${pod}echo/`);
    await new Promise((resolve) => {
      for (const one of [xhr, xhr.upload]) {
        const note = function (this: XMLHttpRequestEventTarget, { type, target, currentTarget }: Event) {
          seen.push([type, target === one, currentTarget === one, this === one].join(' '));
        };
        Object.assign(one, { onloadstart: note, onprogress: note, onload: note });
      }
      xhr.onloadend = resolve;
      xhr.send('text');
    });
    return [...new Set(seen)];
  },
  'with listeners that throw': async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const caught: string[] = [];
    const onError = (event: ErrorEvent) => {
      event.preventDefault();
      caught.push(event.message);
    };
    addEventListener('error', onError);
    const { log, over } = watch(xhr);
    xhr.onload = () => {
      throw new Error('mine');
    };
    xhr.open('GET', `${pod}echo/`);
    xhr.send();
    await over;
    removeEventListener('error', onError);
    return [log, caught];
  },
  'what is an event of its own': async (pod) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}range/`);
    const event = await new Promise<ProgressEvent>((resolve) => {
      xhr.onload = resolve;
      xhr.send();
    });
    const { bubbles, cancelable, composed, defaultPrevented } = event;
    return [bubbles, cancelable, composed, defaultPrevented, Object.prototype.toString.call(event)];
  },
};
