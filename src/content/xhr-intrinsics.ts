/** What an `XMLHttpRequest` is shown with, taken before the page can replace it: see `intrinsics.ts`. */
/* eslint-disable @typescript-eslint/unbound-method -- that is what they are taken for: `apply` binds them */
import { apply } from './intrinsics.ts';

export const NativeXhr = XMLHttpRequest;
export const NativeHeaders = Headers;
export const NativeEnd = AbortController;
export const NativeProgressEvent = ProgressEvent;
export const { parse: parseJson } = JSON;
export const { getOwnPropertyDescriptors: propertiesOf } = Object;
export const { clearTimeout: stopTimer } = globalThis;
export const timeNow = performance.now.bind(performance);

const NativeDecoder = TextDecoder;

export type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

export const headerOf: (headers: Headers, name: string) => string | null = free(NativeHeaders.prototype.get);
export const appendTo: (headers: Headers, name: string, value: string) => void = free(
  NativeHeaders.prototype.append,
);
export const bodyOf: (response: Response) => ReadableStream | null = free(
  propertiesOf(Response.prototype).body.get,
);
export const readerOf: (stream: ReadableStream) => Reader = free(ReadableStream.prototype.getReader);
export const readFrom: (reader: Reader) => ReturnType<Reader['read']> = free(
  ReadableStreamDefaultReader.prototype.read,
);
export const textOf: (serializer: XMLSerializer, node: Node) => string = free(
  XMLSerializer.prototype.serializeToString,
);
const parse: (parser: DOMParser, text: string, type: string) => Document = free(
  DOMParser.prototype.parseFromString,
);
const decode: (decoder: TextDecoder, bytes?: Uint8Array, options?: TextDecodeOptions) => string = free(
  NativeDecoder.prototype.decode,
);

/** As the browser makes text of what a page gives it: `String` would take a symbol, too. */
export const asText: (given: unknown) => string = ''.concat.bind('') as (given: unknown) => string;

/** Decodes what comes in parts; without one, it ends. */
export function decoderOf(label: string): (bytes?: Uint8Array) => string {
  let decoder: TextDecoder;
  try {
    decoder = new NativeDecoder(label);
  } catch {
    decoder = new NativeDecoder();
  }
  return (bytes) => decode(decoder, bytes, { stream: bytes !== undefined });
}

export function documentOf(text: string, type: string): Document {
  try {
    return parse(new DOMParser(), text, type);
  } catch {
    // Of the other kinds of XML, it knows no name.
    return parse(new DOMParser(), text, 'application/xml');
  }
}

/** A method as a function, whose first argument is what it is called on. */
function free(method: unknown): (self: unknown, ...args: readonly unknown[]) => never {
  return (self, ...args) => apply(method as (...args: unknown[]) => never, self, args);
}
