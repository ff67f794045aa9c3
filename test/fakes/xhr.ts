/** As much of a browser's `XMLHttpRequest` as shows whether it is used: it sends nothing, and notes what it is told. */
export class FakeXhr extends EventTarget {
  /** Those that were sent natively. */
  static sent: FakeXhr[] = [];
  readonly upload = new EventTarget();
  readonly headers: [string, string][] = [];
  opened: readonly unknown[] | undefined;
  body: unknown;
  #state = 0;
  #isSent = false;
  #type: XMLHttpRequestResponseType = '';
  #timeout = 0;
  #credentials = false;

  get readyState(): number {
    return this.#state;
  }
  get status(): number {
    return 0;
  }
  get statusText(): string {
    return '';
  }
  get responseURL(): string {
    return '';
  }
  get response(): unknown {
    return this.#type === '' ? 'native' : null;
  }
  get responseText(): string {
    if (this.#type !== '' && this.#type !== 'text') throw new DOMException('', 'InvalidStateError');
    return 'native';
  }
  get responseXML(): null {
    return null;
  }
  get responseType(): XMLHttpRequestResponseType {
    return this.#type;
  }
  set responseType(type: XMLHttpRequestResponseType) {
    this.#type = type;
  }
  get timeout(): number {
    return this.#timeout;
  }
  set timeout(timeout: number) {
    this.#timeout = timeout;
  }
  get withCredentials(): boolean {
    return this.#credentials;
  }
  set withCredentials(credentials: boolean) {
    this.#credentials = credentials;
  }

  open(...args: readonly unknown[]): void {
    if (args[0] === 'TRACE') throw new DOMException('', 'SecurityError');
    this.opened = args;
    this.#isSent = false;
    if (this.#state === 1) return;
    this.#state = 1;
    this.dispatchEvent(new Event('readystatechange'));
  }
  setRequestHeader(name: string, value: string): void {
    this.#assertOpened();
    this.headers.push([name, value]);
  }
  send(body?: unknown): void {
    this.#assertOpened();
    this.#isSent = true;
    this.body = body;
    FakeXhr.sent.push(this);
    this.dispatchEvent(new FakeProgressEvent('loadstart'));
  }
  abort(): void {
    this.#isSent = false;
  }
  overrideMimeType(): void {
    this.#assertOpened();
  }
  getResponseHeader(): string | null {
    return null;
  }
  getAllResponseHeaders(): string {
    return '';
  }

  #assertOpened(): void {
    if (this.#state !== 1 || this.#isSent) throw new DOMException('', 'InvalidStateError');
  }
}

class FakeProgressEvent extends Event {
  readonly loaded: number;
  readonly total: number;
  readonly lengthComputable: boolean;

  constructor(type: string, { loaded = 0, total = 0, lengthComputable = false }: ProgressEventInit = {}) {
    super(type);
    this.loaded = loaded;
    this.total = total;
    this.lengthComputable = lengthComputable;
  }
}

/** What else the page's world has that Node.js has not. */
export const PAGE_GLOBALS = {
  ProgressEvent: FakeProgressEvent,
  Document: EventTarget,
  Element: EventTarget,
  XMLSerializer: class {
    serializeToString(): string {
      return '<a/>';
    }
  },
  DOMParser: class {
    parseFromString(): unknown {
      return { querySelector: () => null };
    }
  },
};

/** The page opens a request. */
export function opened(url: string, method = 'GET', ...rest: readonly unknown[]): XMLHttpRequest {
  const xhr = new XMLHttpRequest();
  Reflect.apply(xhr.open.bind(xhr), xhr, [method, url, ...rest]);
  return xhr;
}

/** Notes every event from now on; of a change of state, the state. */
export function eventsOf(xhr: XMLHttpRequest): readonly string[] {
  const seen: string[] = [];
  const types = ['readystatechange', 'loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend'];
  for (const type of types) {
    xhr.addEventListener(type, () => seen.push(type === 'readystatechange' ? String(xhr.readyState) : type));
    xhr.upload.addEventListener(type, () => seen.push(`upload ${type}`));
  }
  return seen;
}

/** Resolves once a request has come to its end. */
export function ended(xhr: XMLHttpRequest): Promise<unknown> {
  return new Promise((resolve) => xhr.addEventListener('loadend', resolve));
}
