import { browser } from './browser.ts';
import { done, openedDatabase } from './database.ts';

/** Everything that the extension has stored anywhere, as text, for those who look for what must not be there. */
export async function everythingStored(): Promise<string> {
  const database = await openedDatabase();
  const names = [...database.objectStoreNames];
  const begun = database.transaction(names);
  const rows = await Promise.all(names.map((name) => done(begun.objectStore(name).getAll())));
  database.close();
  return [JSON.stringify(rows), browser.storage.local.text, browser.storage.session.text].join('\n');
}
