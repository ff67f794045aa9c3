import type { SiteRequest } from '../domain/exchange.ts';
import { dispatchAt, NativeEvent, startTimer } from './intrinsics.ts';
import { XhrAnswer } from './xhr-answer.ts';
import {
  bodyOf,
  headerOf,
  NativeEnd,
  NativeProgressEvent,
  readerOf,
  readFrom,
  stopTimer,
  timeNow,
} from './xhr-intrinsics.ts';

/** The states of an `XMLHttpRequest`, XHR Standard section 3. */
export const UNSENT = 0;
export const OPENED = 1;
const HEADERS_RECEIVED = 2;
export const LOADING = 3;
export const DONE = 4;

/** One `send()` of an `XMLHttpRequest` that the worker makes, shown through that same object. */
export class XhrCall {
  readyState = OPENED;
  /** There is none after a failure, as there is none before the first headers. */
  answer: XhrAnswer | undefined;
  readonly #xhr: XMLHttpRequest;
  readonly #override: () => string | undefined;
  readonly #end = new NativeEnd();
  readonly signal = this.#end.signal;
  /** The `send()` flag. */
  #isSending = true;
  /** Aborted, failed, or opened anew: whatever still comes is nobody's. */
  #isOver = false;
  /** How many bytes are on their way to the server; undefined before and after. */
  #uploading: number | undefined;
  readonly #began = timeNow();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param override what the page says of the answer's type
   * @param hasBody whether something is to be uploaded
   */
  constructor(xhr: XMLHttpRequest, override: () => string | undefined, hasBody: boolean) {
    this.#xhr = xhr;
    this.#override = override;
    if (hasBody) this.#uploading = 0;
  }

  /**
   * @param size of the body in bytes; null where only reading it tells
   * @param read reads the body
   * @param answer makes the request
   */
  async run(
    size: number | null,
    read: () => Promise<SiteRequest>,
    answer: (asked: Promise<SiteRequest>) => Promise<Response>,
  ): Promise<void> {
    this.#fire('loadstart');
    if (size !== null) this.#beginUpload(size);
    if (this.isOver()) return;
    try {
      const asked = read();
      const { body } = await asked;
      if (size === null) this.#beginUpload(body?.size ?? 0);
      const response = this.isOver() ? null : await answer(asked);
      if (response !== null && !this.isOver()) await this.#receive(response);
    } catch {
      if (!this.isOver()) this.#fail('error');
    }
  }

  /** XHR Standard, `abort()`. */
  abort(): void {
    if (this.#isSending) this.#fail('abort');
    this.stop();
    this.answer = undefined;
    this.readyState = UNSENT;
  }

  /** Ends it without a word, as opening anew does. */
  stop(): void {
    this.#isOver = true;
    this.#isSending = false;
    stopTimer(this.#timer);
    this.#end.abort();
  }

  /** Lets it take so long, in milliseconds since `send()`; 0 is for ever. */
  limit(timeout: number): void {
    stopTimer(this.#timer);
    if (timeout === 0 || !this.#isSending) return;
    this.#timer = startTimer(() => this.#fail('timeout'), this.#began + timeout - timeNow());
  }

  /** Whether the page has ended it, as a listener may at any time. */
  isOver(): boolean {
    return this.#isOver;
  }

  async #receive(response: Response): Promise<void> {
    this.#endUpload(['progress', 'load', 'loadend'], this.#uploading ?? 0);
    if (this.isOver()) return;
    const answer = new XhrAnswer(response, this.#override);
    this.answer = answer;
    this.#go(HEADERS_RECEIVED);
    const stream = bodyOf(response);
    const reader = stream === null || this.isOver() ? null : readerOf(stream);
    while (reader !== null && !this.isOver()) {
      const part = await readFrom(reader);
      if (part.done || this.isOver()) break;
      answer.add(part.value);
      this.#go(LOADING);
      if (!this.isOver()) this.#fire('progress');
    }
    if (this.isOver()) return;
    answer.isComplete = true;
    this.#isSending = false;
    stopTimer(this.#timer);
    this.#go(DONE);
    if (this.isOver()) return;
    this.#fire('load');
    this.#fire('loadend');
  }

  /** XHR Standard, request error steps. */
  #fail(type: 'abort' | 'error' | 'timeout'): void {
    this.stop();
    this.answer = undefined;
    this.#go(DONE);
    this.#endUpload([type, 'loadend'], 0);
    this.#fire(type);
    this.#fire('loadend');
  }

  #go(state: number): void {
    this.readyState = state;
    dispatchAt(this.#xhr, new NativeEvent('readystatechange'));
  }

  #beginUpload(size: number): void {
    if (this.isOver() || this.#uploading === undefined) return;
    this.#uploading = size;
    tell(this.#xhr.upload, 'loadstart', 0, size);
  }

  #endUpload(types: readonly string[], loaded: number): void {
    const isDue = this.#uploading !== undefined;
    this.#uploading = undefined;
    for (let i = 0; isDue && i < types.length; i += 1) tell(this.#xhr.upload, types[i] ?? '', loaded, loaded);
  }

  #fire(type: string): void {
    const { response, received = 0 } = this.answer ?? {};
    const total = response === undefined ? 0 : Number(headerOf(response.headers, 'content-length'));
    tell(this.#xhr, type, received, total);
  }
}

function tell(target: EventTarget, type: string, loaded: number, length: number): void {
  const lengthComputable = length > 0 && loaded <= length;
  const total = lengthComputable ? length : 0;
  dispatchAt(target, new NativeProgressEvent(type, { lengthComputable, loaded, total }));
}
