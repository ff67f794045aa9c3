/** What a page can see of an `XMLHttpRequest`, as plain data. All of it is handed to the page as text. */
export interface XhrTools {
  /** Notes every event from now on. */
  readonly watch: typeof watch;
  /** Sends, and tells all that there is to see once it is over. */
  readonly sent: (xhr: XMLHttpRequest, body?: XMLHttpRequestBodyInit | Document | null) => Promise<unknown>;
  /** What is thrown, as its name. */
  readonly thrown: (act: () => unknown) => string;
}

/** Runs something with the tools, in the window whose `XMLHttpRequest` it is to use. */
export type XhrAct = string | ((pod: string, tools: XhrTools) => unknown);

/** The tools, as text. */
export const TOOLS = (): string => `{
  watch: ${String(watch)},
  thrown: ${String(thrown)},
  sent: async (xhr, body) => {
    const { log, over } = (${String(watch)})(xhr);
    xhr.send(body);
    await over;
    return { log, ...(await (${String(look)})(xhr)) };
  },
}`;

function watch(xhr: XMLHttpRequest): { log: string[]; over: Promise<unknown> } {
  const log: string[] = [];
  const types = ['readystatechange', 'loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend'];
  const note = (who: string) => (event: Event) => {
    const { loaded, total, lengthComputable } = event as ProgressEvent;
    const bytes = event instanceof ProgressEvent ? ` ${loaded}/${total} ${lengthComputable}` : '';
    const handled = event.target === (who === '' ? xhr : xhr.upload);
    const line = `${who}${event.type} ${xhr.readyState} ${xhr.status}${bytes}${handled ? '' : ' elsewhere'}`;
    // How many parts a body comes in is nobody's to say.
    if (log.at(-1) !== line) log.push(line);
  };
  for (const type of types) {
    xhr.addEventListener(type, note(''));
    xhr.upload.addEventListener(type, note('upload '));
  }
  return { log, over: new Promise((resolve) => xhr.addEventListener('loadend', resolve)) };
}

async function look(xhr: XMLHttpRequest): Promise<object> {
  const { readyState, status, statusText, responseURL, responseType, withCredentials, timeout } = xhr;
  const response = xhr.response as unknown;
  const name = Object.prototype.toString.call(response);
  let shown: unknown = response;
  if (response instanceof Blob) shown = [response.type, response.size, await response.text()];
  if (response instanceof ArrayBuffer) shown = [...new Uint8Array(response).slice(0, 50)];
  if (response instanceof Document) {
    shown = [response.contentType, new XMLSerializer().serializeToString(response)];
  }
  const read = (get: () => unknown): unknown => {
    try {
      const value = get();
      return value instanceof Document ? new XMLSerializer().serializeToString(value) : value;
    } catch (error) {
      return (error as Error).name;
    }
  };
  return {
    ...{ readyState, status, statusText, responseURL, responseType, withCredentials, timeout },
    ...{ name, shown },
    text: read(() => xhr.responseText),
    xml: read(() => xhr.responseXML),
    headers: xhr
      .getAllResponseHeaders()
      .split('\r\n')
      .filter((line) => !/^(date|connection|keep-alive):/.test(line)),
    type: xhr.getResponseHeader('Content-Type'),
    none: [xhr.getResponseHeader('x-none'), xhr.getResponseHeader('no name')],
  };
}

function thrown(act: () => unknown): string {
  try {
    return `returned ${String(act())}`;
  } catch (error) {
    return `${(error as Error).constructor.name} ${(error as Error).name}`;
  }
}
