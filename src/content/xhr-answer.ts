import { NativeBlob, NativeUint8Array } from './intrinsics.ts';
import { decoderOf, documentOf, headerOf, parseJson } from './xhr-intrinsics.ts';

/** What has come in answer to an `XMLHttpRequest`, as its properties show it. */
export class XhrAnswer {
  readonly response: Response;
  received = 0;
  isComplete = false;
  readonly #override: () => string | undefined;
  readonly #stated: string;
  readonly #parts: Record<number, Uint8Array<ArrayBuffer>> = [];
  #count = 0;
  #decode: ((bytes?: Uint8Array) => string) | undefined;
  #decoded = 0;
  #text = '';
  /** What has been made of the whole: a page gets the same object each time. */
  #made: unknown;

  /** @param override what the page says of the type, in place of the server */
  constructor(response: Response, override: () => string | undefined) {
    this.response = response;
    this.#override = override;
    this.#stated = headerOf(response.headers, 'content-type') ?? '';
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.#parts[this.#count] = bytes;
    this.#count += 1;
    this.received += bytes.length;
  }

  /** The text of what has come until now. */
  text(type: XMLHttpRequestResponseType): string {
    this.#decode ??= decoderOf(this.#encoding(type));
    for (; this.#decoded < this.#count; this.#decoded += 1) {
      this.#text += this.#decode(this.#parts[this.#decoded]);
    }
    if (this.isComplete && this.#decoded === this.#count) {
      this.#text += this.#decode();
      this.#decoded += 1;
    }
    return this.#text;
  }

  /** What `response` is for a `responseType` that is no text; null where nothing can be made of what came. */
  whole(type: XMLHttpRequestResponseType): unknown {
    if (this.isComplete) this.#made ??= type === 'document' ? this.document(type) : this.#make(type);
    return this.#made ?? null;
  }

  /** What `responseXML` is. */
  document(type: XMLHttpRequestResponseType): Document | null {
    const canBe = this.#isXml || (type === 'document' && this.#mime === 'text/html');
    if (this.isComplete && this.received > 0 && canBe) this.#made ??= this.#parse(type);
    return (this.#made ?? null) as Document | null;
  }

  get #mime(): string {
    const override = this.#override();
    return essenceOf(override ?? this.#stated) ?? (override === undefined ? 'text/xml' : OCTETS);
  }

  get #isXml(): boolean {
    return /^(text|application)\/xml$|\+xml$/.test(this.#mime);
  }

  #make(type: XMLHttpRequestResponseType): unknown {
    const bytes = this.#bytes();
    if (type === 'arraybuffer') return bytes.buffer;
    if (type === 'blob') return new NativeBlob([bytes], { type: this.#mime });
    try {
      return parseJson(decoderOf('utf-8')(bytes));
    } catch {
      return null;
    }
  }

  #bytes(): Uint8Array<ArrayBuffer> {
    const bytes = new NativeUint8Array(this.received);
    for (let i = 0, at = 0; i < this.#count; i += 1) {
      const part = this.#parts[i] ?? bytes;
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  #parse(type: XMLHttpRequestResponseType): Document | null {
    const found = documentOf(this.text(type), this.#mime);
    return this.#isXml && found.querySelector('parsererror') !== null ? null : found;
  }

  /** A byte order mark says it, or what came with the answer, or in XML and HTML the text itself. */
  #encoding(type: XMLHttpRequestResponseType): string {
    const first = this.#parts[0] ?? new NativeUint8Array(0);
    const [a, b] = first;
    if (a === 0xef && b === 0xbb) return 'utf-8';
    if (a === 0xfe && b === 0xff) return 'utf-16be';
    if (a === 0xff && b === 0xfe) return 'utf-16le';
    const said = charsetOf(this.#override() ?? '') ?? charsetOf(this.#stated);
    if (said !== undefined || type === 'text') return said ?? 'utf-8';
    const declaration = this.#isXml ? XML : type === 'document' ? HTML : undefined;
    return declaration?.exec(decoderOf('latin1')(first.subarray(0, 1024)))?.[1] ?? 'utf-8';
  }
}

const XML = /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/;
const HTML = /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i;
const OCTETS = 'application/octet-stream';

function essenceOf(mime: string): string | undefined {
  return /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)\s*(?:;|$)/.exec(mime)?.[1]?.toLowerCase();
}

function charsetOf(mime: string): string | undefined {
  return /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(mime)?.[1];
}
