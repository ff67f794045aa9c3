import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { admit, publishViews } from '../../../src/background/views.ts';
import type { View, WholeView } from '../../../src/domain/view.ts';
import { WHOLE_VIEW_PORT } from '../../../src/messaging/view-port.ts';
import { addGrants } from '../../../src/sites/grants.ts';
import { EXTENSION_ID } from '../../fakes/browser.ts';
import { BrowserEvent } from '../../fakes/browser-event.ts';
import { APP, grantOf, OTHER_APP } from '../../fakes/people.ts';
import { signInSomebody, startAnew } from './site-stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const OWN = `chrome-extension://${EXTENSION_ID}/`;
const POPUP = { id: EXTENSION_ID, url: `${OWN}popup/index.html` };

beforeEach(startAnew);

/** A page of ours connects by a port of some name. */
function connect(name: string, sender: object = POPUP) {
  const port = {
    ...{ name, sender },
    disconnect: vi.fn(),
    onDisconnect: new BrowserEvent<[]>(),
    postMessage: vi.fn<(view: View | WholeView) => void>(),
  };
  admit(port as unknown as chrome.runtime.Port);
  return port;
}

/** What was sent to it last. */
async function seenBy({ postMessage }: ReturnType<typeof connect>): Promise<View | WholeView | undefined> {
  await vi.waitFor(() => expect(postMessage).toHaveBeenCalled());
  return postMessage.mock.lastCall?.[0];
}

/** Somebody allowed two sites something. */
async function grants() {
  const { id: identity } = await signInSomebody();
  const [own, foreign] = [grantOf({ identity }), grantOf({ identity, site: OTHER_APP })];
  await addGrants([own, foreign]);
  return { own, foreign };
}

describe('a popup', () => {
  it('is sent what its tab’s site was granted, and nothing of any other', async () => {
    const { own } = await grants();
    const view = await seenBy(connect('1'));
    expect(view?.site).toMatchObject({ site: APP, granted: [own] });
    expect(JSON.stringify(view)).not.toContain(OTHER_APP);
  });

  it.each(['', 'x', '99'])('that belongs to no tab that is there is sent the rest: “%s”', async (name) => {
    await grants();
    expect(await seenBy(connect(name))).toMatchObject({ site: null, identities: [{}] });
  });

  it('is told where it cannot be read', async () => {
    const broken = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('There is no disk.', 'UnknownError');
    });
    const popup = connect('');
    expect(await seenBy(popup)).toEqual({ failure: { code: 'internal', subject: 'UnknownError' } });
    expect(popup.disconnect).toHaveBeenCalledOnce();
    broken.mockRestore();
  });

  it('is sent it anew as it changes, until it closes', async () => {
    const [popup, closed] = [connect('1'), connect('1')];
    await seenBy(popup);
    await seenBy(closed);
    closed.onDisconnect.fire();
    const { own } = await grants();
    await publishViews();
    expect((await seenBy(popup))?.site?.granted).toEqual([own]);
    expect((await seenBy(closed))?.site?.granted).toEqual([]);
  });
});

describe('the options', () => {
  it('are sent every grant', async () => {
    const { own, foreign } = await grants();
    expect(await seenBy(connect(WHOLE_VIEW_PORT))).toMatchObject({ site: null, grants: [own, foreign] });
  });
});

it.each([
  ['a page of the web', { id: EXTENSION_ID, url: 'https://app.example/', origin: 'https://app.example' }],
  ['another extension', { ...POPUP, id: 'another' }],
  ['somebody of whom nothing is told', {}],
])('%s is sent nothing', (_who, sender) => {
  const port = connect(WHOLE_VIEW_PORT, sender);
  expect(port.disconnect).toHaveBeenCalledOnce();
  expect(port.postMessage).not.toHaveBeenCalled();
});
