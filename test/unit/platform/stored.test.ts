import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inStore } from '../../../src/platform/database.ts';
import { stored } from '../../../src/platform/stored.ts';
import { restartBrowser } from '../../fakes/browser.ts';
import { forgetValues, keepValue } from '../../fakes/values.ts';
import '../../fakes/worker.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const names = stored('database', 'names', v.array(v.string()), []);
const addName = () => names.update((all) => [...all, 'Alice']);

beforeEach(async () => {
  restartBrowser();
  await forgetValues();
});

describe('a stored value', () => {
  it('is what was written last', async () => {
    await addName();
    expect(await names.read()).toEqual(['Alice']);
  });

  it.each([
    ['no envelope', {}],
    ['something else in it', { version: 1, value: 'Bob' }],
  ])('that is %s counts as absent, and is written over', async (_what, found) => {
    await keepValue('names', found);
    expect(await names.read()).toEqual([]);
    await addName();
    expect(await names.read()).toEqual(['Alice']);
  });

  it('that a newer version has written counts as absent, and stays as it is', async () => {
    const newer = { version: 2, value: { first: 'Bob' } };
    await keepValue('names', newer);
    expect(await names.read()).toEqual([]);
    await expect(addName()).rejects.toThrow('newer');
    const kept = await inStore('values', 'readonly', (store) => store.get('names') as IDBRequest<unknown>);
    expect(kept).toEqual({ id: 'names', ...newer });
  });
});
