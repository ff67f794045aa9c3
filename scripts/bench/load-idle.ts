import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../../manifest.json' with { type: 'json' };
import { type TemporaryDirectory, temporaryDirectory } from '../../test/world/temporary.ts';

/** As in src/signing/chromium-requests.ts. */
const OBSERVED = {
  urls: manifest.optional_host_permissions,
  types: [
    'main_frame',
    'xmlhttprequest',
    'image',
    'stylesheet',
    'font',
    'script',
    'media',
    'sub_frame',
    'object',
  ],
};

/** Listens to what Latchkey listens to, in the same way, and does nothing. */
const LISTENING = `
const observed = ${JSON.stringify(OBSERVED)};
for (const name of ['onSendHeaders', 'onCompleted', 'onErrorOccurred']) {
  chrome.webRequest[name].addListener(() => undefined, observed);
}
chrome.webRequest.onHeadersReceived.addListener(() => undefined, observed, ['responseHeaders']);
`;

/** An extension of Latchkey's permissions that does nothing with them, or only listens: what the browser takes for it. */
export async function idleExtension(does: 'nothing' | 'listen'): Promise<TemporaryDirectory> {
  const directory = await temporaryDirectory('bench-idle');
  const { manifest_version, version, permissions, optional_host_permissions: hosts } = manifest;
  const background = { service_worker: 'worker.js' };
  const own = { manifest_version, version, name: `Idle (${does})`, permissions, background };
  const local = hosts.filter((host) => host.includes('localhost'));
  await writeFile(join(directory.path, 'manifest.json'), JSON.stringify({ ...own, host_permissions: local }));
  await writeFile(join(directory.path, 'worker.js'), does === 'listen' ? LISTENING : '');
  return directory;
}
