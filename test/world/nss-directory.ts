import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const NSS_VERSION = '6.0.0';
/** Where `scripts/install-nss.ts` puts the Node Solid Server: outside of `node_modules`, and not into git. */
export const NSS_DIRECTORY = fileURLToPath(new URL('../../.cache/nss/', import.meta.url));

/** The last thing that the installation does is to write which version it installed. */
export async function nssIsInstalled(): Promise<boolean> {
  const installed = await readFile(join(NSS_DIRECTORY, 'installed'), 'utf8').catch(() => null);
  return installed === NSS_VERSION;
}
