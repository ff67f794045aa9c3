declare global {
  interface Window {
    /** Whatever came by the functions that a page has replaced. */
    readonly loot: unknown[];
    readonly stopSpying: () => void;
    /** All that the bridge has said to a page that took its provider's place. */
    readonly said: { readonly type: string; readonly id?: number; readonly code?: string }[];
    /** Says something to the bridge, as only the provider should. */
    readonly say: (message: unknown) => void;
  }
}

/** Replaces what the page's world is made of by functions that keep all that passes through them. */
export const SPY = `
{
  const loot = (window.loot = []);
  const { apply, construct, getOwnPropertyDescriptor } = Reflect;
  const push = Array.prototype.push.bind(loot);
  // What keeps the loot uses what is spied on.
  let isKeeping = false;
  const keep = (...things) => {
    if (isKeeping) return;
    isKeeping = true;
    push(...things);
    isKeeping = false;
  };
  const spyOn = (target, name) => {
    const descriptor = getOwnPropertyDescriptor(target, name);
    for (const part of ['value', 'get', 'set']) {
      const native = descriptor?.[part];
      if (typeof native !== 'function') continue;
      descriptor[part] = new Proxy(native, {
        apply(_, self, args) {
          const got = apply(native, self, args);
          keep(self, args, got);
          return got;
        },
        construct(_, args, target) {
          const made = construct(native, args, target);
          keep(args, made);
          return made;
        },
      });
    }
    if (descriptor?.configurable) Object.defineProperty(target, name, descriptor);
  };
  // A search for secrets holds them itself.
  window.stopSpying = () => (isKeeping = true);
  for (const name of ['push', 'map', 'filter', 'forEach', 'slice', 'join', 'concat', 'at', Symbol.iterator]) spyOn(Array.prototype, name);
  for (const name of ['then', 'catch', 'finally']) spyOn(Promise.prototype, name);
  for (const name of ['stringify', 'parse']) spyOn(JSON, name);
  for (const name of ['addEventListener', 'dispatchEvent', 'removeEventListener']) spyOn(EventTarget.prototype, name);
  for (const name of ['postMessage', 'start', 'onmessage']) spyOn(MessagePort.prototype, name);
  for (const name of ['data', 'ports']) spyOn(MessageEvent.prototype, name);
  for (const name of ['defineProperty', 'freeze', 'create', 'entries', 'fromEntries', 'assign']) spyOn(Object, name);
  for (const name of ['get', 'set', 'has', Symbol.iterator, 'entries', 'forEach']) spyOn(Headers.prototype, name);
  for (const name of ['read', 'releaseLock']) spyOn(ReadableStreamDefaultReader.prototype, name);
  for (const name of ['text', 'json', 'arrayBuffer', 'blob', 'bytes', 'formData', 'body', 'bodyUsed', 'headers', 'clone']) spyOn(Response.prototype, name);
  for (const name of ['blob', 'headers', 'url', 'clone']) spyOn(Request.prototype, name);
  for (const name of ['arrayBuffer', 'text', 'stream', 'slice']) spyOn(Blob.prototype, name);
  for (const name of ['enqueue', 'close', 'error']) spyOn(ReadableStreamDefaultController.prototype, name);
  for (const name of ['replace', 'slice', 'split', 'padStart']) spyOn(String.prototype, name);
  for (const name of ['apply', 'construct']) spyOn(Reflect, name);
  for (const name of ['call', 'apply', 'bind']) spyOn(Function.prototype, name);
  for (const name of ['postMessage', 'fetch', 'Promise', 'MessageChannel', 'MessageEvent', 'CustomEvent', 'Request', 'Response', 'Headers', 'Blob', 'ReadableStream', 'URL', 'Uint8Array']) spyOn(window, name);
  for (const type of ['message', 'latchkey:bridge', 'latchkey:bridge?', 'solid:announceProvider']) {
    window.addEventListener(type, (event) => keep(event, event.data, event.detail, event.ports), true);
  }
}`;

/** Replaces the same by functions that only throw, while `act` runs, whose words are all that comes back. */
export const wrecked = (act: string): string => `(async () => {
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const whole = [];
  const wreck = (target, names) => {
    for (const name of names.split(' ')) {
      whole[whole.length] = [target, name, getOwnPropertyDescriptor(target, name)];
      defineProperty(target, name, { configurable: true, value() { throw new Error('wrecked'); } });
    }
  };
  wreck(Array.prototype, 'push map filter forEach slice join concat some every includes');
  wreck(JSON, 'stringify parse');
  wreck(EventTarget.prototype, 'addEventListener dispatchEvent');
  wreck(MessagePort.prototype, 'postMessage start');
  wreck(Response.prototype, 'clone arrayBuffer blob bytes formData json');
  wreck(Blob.prototype, 'arrayBuffer bytes text stream');
  wreck(ReadableStream.prototype, 'getReader locked tee');
  wreck(ReadableStreamDefaultReader.prototype, 'read cancel');
  wreck(Request.prototype, 'blob arrayBuffer clone');
  wreck(Headers.prototype, 'get append');
  wreck(WeakMap.prototype, 'get set');
  wreck(TextDecoder.prototype, 'decode');
  wreck(window, 'postMessage fetch MessageChannel MessageEvent Request Response Blob ReadableStream ReadableStreamDefaultReader URL Uint8Array');
  wreck(Reflect, 'apply construct get');
  wreck(window, 'AbortController Event ProgressEvent Headers TextDecoder');
  try {
    return await (${act})();
  } finally {
    for (const [target, name, descriptor] of whole) defineProperty(target, name, descriptor);
  }
})()`;

/** Which of some secrets stand anywhere in the page's world: handed to the page as text. */
export function secretsIn(secrets: readonly string[]): string[] {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const look = (text: string): void => {
    for (const secret of secrets) if (text.includes(secret)) found.add(secret);
  };
  const left: unknown[] = [window, document.documentElement.outerHTML, document.cookie];
  left.push(...performance.getEntries().map((entry) => JSON.stringify(entry)));
  left.push(...[localStorage, sessionStorage].map((storage) => JSON.stringify(storage)));
  for (let value = left.pop(); left.length > 0 || value !== undefined; value = left.pop()) {
    if (typeof value === 'string') look(value);
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    if (!isObject || seen.has(value) || seen.size > 200_000) continue;
    seen.add(value);
    if (value instanceof Headers) left.push(...Array.from(value).flat());
    if (value instanceof Map || value instanceof Set) left.push(...Array.from<unknown>(value));
    left.push(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value as object)) {
      if (typeof key === 'string') look(key);
      try {
        left.push((value as Record<PropertyKey, unknown>)[key]);
      } catch {
        // What throws when it is looked at holds nothing.
      }
    }
  }
  return [...found];
}
