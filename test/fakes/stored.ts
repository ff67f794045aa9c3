import { openDB } from 'idb';
import { browser } from './browser.ts';

/** Everything that the extension has stored anywhere, as text, for those who look for what must not be there. */
export async function everythingStored(): Promise<string> {
  const database = await openDB('latchkey');
  const rows = await Promise.all([...database.objectStoreNames].map((name) => database.getAll(name)));
  database.close();
  return [JSON.stringify(rows), browser.storage.local.text, browser.storage.session.text].join('\n');
}
