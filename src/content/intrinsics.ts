/**
 * The page's own functions, taken before the page can replace them. They are called by `call`, not as methods: a page
 * may put its own into any prototype later, which would only break it, but it should not.
 */
/* eslint-disable @typescript-eslint/unbound-method -- that is what they are taken for: `apply` binds them */
export const { apply } = Reflect;
export const { defineProperty, freeze, create } = Object;
/** Where it cannot, it does nothing. */
export const { defineProperty: replaceProperty, deleteProperty, get: getFrom } = Reflect;
export const { toString: toText } = Function.prototype;

export const { fetch: pageFetch } = window;

export const { setTimeout: startTimer } = globalThis;
export const NativeEvent = Event;
export const NativeRequest = Request;
export const NativeResponse = Response;
export const NativeBlob = Blob;
export const NativeStream = ReadableStream;
export const NativeReader = ReadableStreamDefaultReader;
export const NativeUrl = URL;
export const NativeUint8Array = Uint8Array;
export const isView = ArrayBuffer.isView.bind(ArrayBuffer);

const post = MessagePort.prototype.postMessage;
const blobOf = Request.prototype.blob;
const bytesOf = Blob.prototype.arrayBuffer;
const listen = EventTarget.prototype.addEventListener;
const dispatch = EventTarget.prototype.dispatchEvent;
const cloneOf = Response.prototype.clone;
const readNext = ReadableStreamDefaultReader.prototype.read;

type Method = () => Promise<unknown>;
/** The methods that take a body whole: of a response, and of a Blob where it has it, which does the same and faster. */
export const BODY_METHODS = (['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const).map(
  (name) =>
    [
      name,
      Response.prototype[name] as Method,
      (Blob.prototype as Partial<Body>)[name] as Method | undefined,
    ] as const,
);

export function fetchNatively(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return apply(pageFetch, window, init === undefined ? [input] : [input, init]);
}
export function postTo(port: MessagePort, message: unknown): void {
  apply(post, port, [message]);
}
export function readBlob(request: Request): Promise<Blob> {
  return apply(blobOf, request, []);
}
export function readBytes(blob: Blob): Promise<ArrayBuffer> {
  return apply(bytesOf, blob, []);
}
export function listenTo(target: EventTarget, type: string, listener: () => unknown): void {
  apply(listen, target, [type, listener]);
}
/** Whether nobody has prevented what would follow. */
export function dispatchAt(target: EventTarget, event: Event): boolean {
  return apply(dispatch, target, [event]);
}
export function cloneNatively(response: Response): Response {
  return apply(cloneOf, response, []);
}
export function readFrom(reader: ReadableStreamDefaultReader): Promise<unknown> {
  return apply(readNext, reader, []);
}
