import { inStore } from '../../src/platform/database.ts';

/** Takes away all that is kept by name in the worker's database. */
export async function forgetValues(): Promise<void> {
  await inStore('values', 'readwrite', (store) => store.clear());
}

/** Keeps something by name, behind the back of whoever owns it. */
export async function keepValue(id: string, value: object): Promise<void> {
  await inStore('values', 'readwrite', (store) => store.put({ ...value, id }));
}
