import { afterEach, describe, expect, it, vi } from 'vitest';
import { admitFrame, beginReading, type Frame, frames } from '../../../src/sites/frames.ts';
import { APP, POD } from '../../fakes/people.ts';
import { SitePort } from '../../fakes/site-port.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const sender = { site: APP, tabId: 1, isPrivate: false, documentId: 'one' };
const NOTHING = { webId: null, access: [] };
const MUCH = { webId: 'https://alice.example/#me', access: [{ storage: POD, modes: ['read'] as const }] };
const ports: SitePort[] = [];
const onMessage = vi.fn<(frame: Frame, message: unknown) => void>();
const onGone = vi.fn<(frame: Frame) => void>();

function admit(): { page: SitePort; frame: Frame } {
  const page = new SitePort();
  ports.push(page);
  return { page, frame: admitFrame(page.port, sender, onMessage, onGone) };
}

afterEach(() => {
  for (const page of ports.splice(0)) page.leave();
  vi.resetAllMocks();
});

describe('a page that is connected', () => {
  it('is among the frames until it goes', () => {
    const [one, other] = [admit(), admit()];
    expect(frames()).toEqual([one.frame, other.frame]);
    one.page.leave();
    expect(frames()).toEqual([other.frame]);
    expect(onGone.mock.calls).toEqual([[one.frame]]);
    expect([one.frame.gone.aborted, other.frame.gone.aborted]).toEqual([true, false]);
  });

  it('is not told what was read before what it knows', () => {
    const { page, frame } = admit();
    const [earlier, later] = [beginReading(), beginReading()];
    frame.tell(MUCH, later);
    frame.tell(NOTHING, earlier);
    expect(page.all('state').map(({ state }) => state)).toEqual([MUCH]);
  });

  it('is told of its state once for each change, the first one included', () => {
    const { page, frame } = admit();
    for (const state of [NOTHING, NOTHING, MUCH, { ...MUCH }, NOTHING]) frame.tell(state);
    expect(page.all('state').map(({ state }) => state)).toEqual([NOTHING, MUCH, NOTHING]);
  });

  it('is told apart from others', () => {
    const [one, other] = [admit(), admit()];
    one.frame.tell(MUCH);
    one.frame.say({ type: 'end', id: 5 });
    expect([one.page.told.length, other.page.told.length]).toEqual([2, 0]);
  });

  it('is listened to', () => {
    const { page, frame } = admit();
    page.say({ type: 'logout', id: 1 });
    expect(onMessage.mock.calls).toEqual([[frame, { type: 'logout', id: 1 }]]);
  });

  it('is told nothing once it has gone, and no error comes of it', () => {
    const { page, frame } = admit();
    page.leave();
    frame.tell(MUCH);
    frame.say({ type: 'end', id: 1 });
    expect(page.told).toEqual([]);
  });
});
