import type { XhrAct } from './xhr-observed.ts';

/** `abort()` in each state, and what it leaves. */
export const ABORTING: Record<string, XhrAct> = {
  'before it is opened': (_pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { log } = watch(xhr);
    xhr.abort();
    return [log, xhr.readyState];
  },
  'before it is sent': async (pod, { sent, watch }) => {
    const xhr = new XMLHttpRequest();
    const { log } = watch(xhr);
    xhr.open('GET', `${pod}echo/`);
    xhr.abort();
    return [log, xhr.readyState, await sent(xhr)];
  },
  'once it is sent': (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { log } = watch(xhr);
    xhr.open('GET', `${pod}silent/a`);
    xhr.send();
    xhr.abort();
    return [log, xhr.readyState, xhr.status, xhr.statusText, xhr.responseURL, xhr.responseText];
  },
  'once it is sent, with a body': (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { log } = watch(xhr);
    xhr.open('PUT', `${pod}silent/b`);
    xhr.send('text');
    xhr.abort();
    return [log, xhr.readyState];
  },
  'once it is sent, and opened again': async (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}silent/c`);
    xhr.send();
    xhr.abort();
    xhr.open('GET', `${pod}echo/`);
    return sent(xhr);
  },
  'and what it still takes': (pod, { thrown }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}silent/d`);
    xhr.send();
    xhr.abort();
    return [
      thrown(() => xhr.send()),
      thrown(() => xhr.setRequestHeader('a', 'b')),
      thrown(() => (xhr.responseType = 'json')),
      thrown(() => (xhr.withCredentials = true)),
      thrown(() => xhr.overrideMimeType('text/plain')),
      thrown(() => xhr.abort()),
      xhr.readyState,
    ];
  },
  twice: (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}silent/e`);
    xhr.send();
    const { log } = watch(xhr);
    xhr.abort();
    xhr.abort();
    return log;
  },
  'once it is over': async (pod, { sent, watch }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}echo/`);
    await sent(xhr);
    const { log } = watch(xhr);
    xhr.abort();
    return [log, xhr.readyState, xhr.status, xhr.responseText, xhr.getAllResponseHeaders(), xhr.responseURL];
  },
};
for (const state of [2, 4]) {
  ABORTING[`in state ${state}`] = `async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { log } = watch(xhr);
    const over = new Promise((resolve) => {
      xhr.addEventListener('readystatechange', () => {
        if (xhr.readyState === ${state} && !log.ended) { log.ended = true; xhr.abort(); resolve(); }
      });
    });
    xhr.open('GET', pod + 'range/');
    xhr.send();
    await over;
    await fetch(pod + 'status/200');
    return [[...log], xhr.readyState, xhr.status, xhr.responseText];
  }`;
}
for (const type of ['loadstart', 'progress', 'load', 'loadend']) {
  ABORTING[`in ${type}`] = `async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { log } = watch(xhr);
    const over = new Promise((resolve) => xhr.addEventListener('${type}', () => { xhr.abort(); resolve(); }, { once: true }));
    xhr.open('PUT', pod + 'echo/');
    xhr.send('text');
    await over;
    await fetch(pod + 'status/200');
    return [[...log], xhr.readyState];
  }`;
}

export const FAILING: Record<string, XhrAct> = {
  'where nobody answers': (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', pod.replace(/:\d+/, ':1'));
    return sent(xhr);
  },
  'where nobody answers in time': (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}silent/slow`);
    xhr.timeout = 50;
    return sent(xhr);
  },
  'where the time is short only later': async (pod, { watch }) => {
    const xhr = new XMLHttpRequest();
    const { log, over } = watch(xhr);
    xhr.open('PUT', `${pod}silent/later`);
    xhr.send('text');
    xhr.timeout = 1;
    await over;
    return log.filter((line) => !line.startsWith('upload progress'));
  },
  'where there is time enough': (pod, { sent }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${pod}echo/`);
    xhr.timeout = 50_000;
    return sent(xhr);
  },
  'and sending again without opening': async (pod, { sent, thrown }) => {
    const xhr = new XMLHttpRequest();
    const early = thrown(() => xhr.send());
    xhr.open('GET', `${pod}echo/`);
    const answer = sent(xhr);
    const twice = thrown(() => xhr.send());
    await answer;
    return [early, twice, thrown(() => xhr.send())];
  },
};

export const REFUSALS: Record<string, XhrAct> = {};
for (const state of [1, 2, 3, 4]) {
  REFUSALS[`in state ${state}, once it is sent`] = `async (pod, { thrown }) => {
    const xhr = new XMLHttpRequest();
    const found = [];
    xhr.open('GET', pod + 'range/');
    const look = () => found.push(
      thrown(() => xhr.send()),
      thrown(() => xhr.setRequestHeader('a', 'b')),
      thrown(() => (xhr.responseType = 'text')),
      thrown(() => (xhr.withCredentials = true)),
      thrown(() => (xhr.timeout = 5000)),
      thrown(() => xhr.overrideMimeType('text/plain')),
      thrown(() => xhr.overrideMimeType()),
      thrown(() => xhr.getResponseHeader()),
    );
    await new Promise((resolve) => {
      xhr.onloadend = resolve;
      xhr.onreadystatechange = () => xhr.readyState === ${state} && look();
      xhr.send();
      if (${state} === 1) look();
    });
    return found.slice(0, 8);
  }`;
}
for (const type of ['text', 'json', 'blob', 'document', 'arraybuffer']) {
  REFUSALS[`to read what is none, of ${type}`] = `async (pod, { sent, thrown }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', pod + 'typed/xml');
    xhr.responseType = '${type}';
    await sent(xhr);
    return [thrown(() => typeof xhr.responseText), thrown(() => typeof xhr.responseXML)];
  }`;
}
