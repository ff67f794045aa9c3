import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FromSite, ToSite } from '../../src/messaging/site-contract.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary.ts';

declare global {
  /** All that Latchkey has said on the port, or `gone`. */
  var said: (ToSite | { readonly type: 'gone' })[];
  /** Connects anew, and resolves once Latchkey has said something. */
  var connectTo: (latchkey: string, name: string) => Promise<void>;
  /** Says something that is answered, and resolves to the answer. */
  var ask: (message: Question) => Promise<AnswerOfLatchkey>;
}

/** What is answered, but for its number. */
type Question =
  | Omit<Extract<FromSite, { type: 'login' }>, 'id'>
  | Omit<Extract<FromSite, { type: 'fetch' }>, 'id'>;

/** What one call came to, in words and figures; of a body, its length and SHA-256. */
export interface AnswerOfLatchkey {
  readonly said: string;
  readonly length?: number;
  readonly digest?: string;
}

/** Speaks to Latchkey as any extension may: the same in its worker, its pages, and the pages of the web. */
const SPEAKER = `
globalThis.said = [];
let port;
let last = 0;
const calls = new Map();
globalThis.connectTo = (latchkey, name) => new Promise((resolve) => {
  said.length = 0;
  const hear = (message) => {
    said.push(message);
    calls.get(message.id)?.(message);
    resolve();
  };
  port = chrome.runtime.connect(latchkey, { name });
  port.onMessage.addListener(hear);
  port.onDisconnect.addListener(() => hear({ type: 'gone' }));
});
globalThis.ask = async (question) => {
  const message = { ...question, id: (last += 1) };
  const parts = [];
  let head;
  return await new Promise((resolve) => {
    calls.set(message.id, async (answer) => {
      if (answer.type === 'done') resolve({ said: answer.webId });
      if (answer.type === 'failed') resolve({ said: answer.code });
      if (answer.type === 'head') {
        head = answer.head;
        if (answer.body !== 'chunks') resolve(await received(head, [answer.body ?? '']));
      }
      if (answer.type === 'chunk') parts.push(answer.chunk);
      if (answer.type === 'head' || answer.type === 'chunk') port.postMessage({ type: 'more', id: message.id });
      if (answer.type === 'end') resolve(await received(head, parts));
    });
    port.postMessage(message);
  });
};
async function received({ status }, parts) {
  const bytes = await new Blob(parts).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { said: String(status), length: bytes.byteLength, digest: hex };
}`;

/** In a page of the web whose address names Latchkey: writes what it hears into the page. */
const CONTENT_SCRIPT = `
const latchkey = location.hash.slice(1);
if (latchkey !== '') {
  const port = chrome.runtime.connect(latchkey, { name: 'site' });
  const heard = (what) => (document.documentElement.dataset.heard ??= what);
  port.onMessage.addListener((message) => heard(JSON.stringify(message)));
  port.onDisconnect.addListener(() => heard('gone'));
}`;

/** An extension that is not Latchkey, as small as can be, in a directory of its own. */
export async function otherExtension(
  name: string,
  manifest: Readonly<Record<string, unknown>> = { message_serialization: 'structured_clone' },
): Promise<TemporaryDirectory> {
  const directory = await temporaryDirectory('other-extension');
  const files = {
    'manifest.json': JSON.stringify({
      manifest_version: 3,
      name,
      version: '1',
      // Each browser has its own word for it, and passes over the other's.
      background: { service_worker: 'speaker.js', scripts: ['speaker.js'] },
      browser_specific_settings: { gecko: { id: `${name.toLowerCase()}@extensions.example` } },
      content_scripts: [{ matches: ['http://localhost/*'], js: ['content.js'] }],
      ...manifest,
    }),
    'speaker.js': SPEAKER,
    'content.js': CONTENT_SCRIPT,
    'page.html': '<!doctype html><title>Another extension</title><script src="speaker.js"></script>',
  };
  for (const [file, text] of Object.entries(files)) await writeFile(join(directory.path, file), text);
  return directory;
}
