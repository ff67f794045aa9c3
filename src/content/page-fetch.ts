import type { Channel } from './channel.ts';
import { fetchNatively, NativeRequest, pageFetch, replaceProperty } from './intrinsics.ts';
import { addressOf, fetchGranted, isForItself, mayBeGranted, signedOr } from './site-fetch.ts';
import { standIn } from './stand-in.ts';
import type { Told } from './told.ts';

type Arguments = Parameters<typeof fetch>;

/** Lets the page's own `fetch` reach what the site was granted; every other call is the native one, untouched. */
export function wrapFetch(channel: Channel, told: Told): void {
  const wrapped = standIn(pageFetch, (self, args, native) => {
    const isPages = self === undefined || self === null || self === window;
    if (!isPages || args.length === 0) return native();
    try {
      return fetchOfPage(channel, told, args as unknown as Arguments, native as () => Promise<Response>);
    } catch {
      // What cannot even be looked at fails natively, too, with the native error.
      return native();
    }
  });
  replaceProperty(window, 'fetch', { value: wrapped });
}

function fetchOfPage(
  channel: Channel,
  told: Told,
  [input, init]: Arguments,
  native: () => Promise<Response>,
): Promise<Response> {
  const url = addressOf(input);
  if (url === null) return native();
  if (told.now !== undefined) {
    return mayBeGranted(told.now, url) ? fetchGranted(channel, input, init) : native();
  }
  const isGranted = async (): Promise<boolean> => mayBeGranted(await told.state(), url);
  if (hasBody(input, init)) {
    if (!told.isSoonKnown) return native();
    return fetchLater(channel, new NativeRequest(input, init), isGranted);
  }
  // First of all, so that whatever can be read only once is read by the native one.
  const asked = native();
  const request = requestOf(input, init);
  return request === null ? asked : fetchAgain(channel, asked, request, isGranted);
}

/** Null for what is no request: the native one has failed by now. */
function requestOf(...given: Arguments): Request | null {
  try {
    return new NativeRequest(...given);
  } catch {
    return null;
  }
}

function hasBody(input: RequestInfo | URL, init: RequestInit | undefined): boolean {
  return (init?.body ?? null) !== null || (input instanceof NativeRequest && input.body !== null);
}

/** A body can often be read only once, so it waits until it is known by which way it goes. */
async function fetchLater(
  channel: Channel,
  request: Request,
  isGranted: () => Promise<boolean>,
): Promise<Response> {
  return await ((await isGranted()) ? fetchGranted(channel, request) : fetchNatively(request));
}

/** Nothing is held up that was not granted: only who is refused is asked for once more, signed. */
async function fetchAgain(
  channel: Channel,
  asked: Promise<Response>,
  request: Request,
  isGranted: () => Promise<boolean>,
): Promise<Response> {
  const response = await asked;
  if (response.status !== 401 || isForItself(request) || !(await isGranted())) return response;
  return await signedOr(channel, request, () => response);
}
