import '../../fakes/worker.ts';
import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Managed } from '../../../src/domain/managed.ts';
import { parseManaged } from '../../../src/platform/managed.ts';
import { stored } from '../../../src/platform/stored.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(restartBrowser);

describe('while the browser does not say what an organisation sets, as Chromium does for seconds after its start', () => {
  const strict = { lockRequired: true };
  const kept = stored('database', 'policy', v.string(), '{}');

  /** A worker that has just been woken, to which the browser says nothing until it is let. */
  async function woken() {
    vi.resetModules();
    const changes = await import('../../../src/platform/changes.ts');
    const worker = await import('../../../src/platform/managed.ts');
    let say: (policy: Readonly<Record<string, unknown>>) => void = () => undefined;
    const answer = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
      say = resolve;
    });
    vi.spyOn(browser.storage.managed, 'get').mockReturnValueOnce(answer);
    return { ...worker, ...changes, say };
  }

  /** The browser has said it to the worker before. */
  async function wasTold(policy: Readonly<Record<string, unknown>>): Promise<void> {
    const { managed, say } = await woken();
    say(policy);
    expect(await managed()).toEqual(parseManaged(policy));
    await vi.waitFor(async () => expect(await kept.read()).toBe(JSON.stringify(policy)));
  }

  it('what it said last holds', async () => {
    await wasTold(strict);
    const { managed } = await woken();
    expect(await managed()).toMatchObject(strict);
  });

  it('nothing is set where it never said anything', async () => {
    await wasTold({});
    const { managed } = await woken();
    expect(await managed()).toEqual(parseManaged({}));
  });

  it('and what it says late counts at once, of which everybody hears', async () => {
    await wasTold({});
    const { managed, followPolicy, onChange, say } = await woken();
    const found: Promise<Managed>[] = [];
    expect(await managed()).toMatchObject({ lockRequired: false });
    onChange(() => found.push(managed()));
    await new Promise<void>((resolve) => {
      followPolicy(async () => {
        resolve();
        await Promise.resolve();
      });
      say(strict);
    });
    expect(await found[0]).toMatchObject(strict);
    expect(await managed()).toMatchObject(strict);
  });

  it('what it says late and is no news disturbs nobody', async () => {
    await wasTold(strict);
    const { managed, followPolicy, onChange, say } = await woken();
    const heard = vi.fn(() => Promise.resolve());
    followPolicy(heard);
    onChange(() => void heard());
    await managed();
    say(strict);
    // What follows it has passed by the time another worker has been told.
    await wasTold(strict);
    expect(heard).not.toHaveBeenCalled();
  });

  it('what it sets meanwhile holds although it cannot be kept', async () => {
    await wasTold({});
    const { managed, say } = await woken();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new Error('The disk is full.');
    });
    say(strict);
    expect(await managed()).toMatchObject(strict);
  });
});
