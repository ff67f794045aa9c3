import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readWholeView, watchView, watchWholeView } from '../../../src/messaging/client.ts';
import { BrowserEvent } from '../../fakes/browser-event.ts';

const ports = vi.hoisted((): Port[] => []);
interface Port {
  readonly name: string;
  readonly onMessage: BrowserEvent<[message: unknown]>;
  readonly onDisconnect: BrowserEvent<[]>;
  readonly disconnect: () => void;
}

vi.mock('../../../src/platform/browser.ts', () => ({
  browser: {
    runtime: {
      connect({ name }: { name: string }) {
        const [onMessage, onDisconnect] = [new BrowserEvent<[unknown]>(), new BrowserEvent<[]>()];
        const port = { name, onMessage, onDisconnect, disconnect: vi.fn() };
        ports.push(port);
        return port;
      },
    },
  },
}));

const VIEW = { site: null };
const FAILURE = { code: 'internal', subject: 'VersionError' };
/** The worker could not read a view. */
function fail(port: Port | undefined): void {
  port?.onMessage.fire({ failure: FAILURE });
  port?.onDisconnect.fire();
}
const watcher = () => ({ onView: vi.fn(), onFailure: vi.fn() });

beforeEach(() => {
  vi.useFakeTimers();
  ports.length = 0;
});
afterEach(() => void vi.useRealTimers());

it('a worker that ends is asked again at once, or after a while where it said nothing', () => {
  const seen = watcher();
  watchView(7, seen);
  ports[0]?.onDisconnect.fire();
  vi.advanceTimersByTime(999);
  expect(ports).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(ports).toHaveLength(2);
  ports[1]?.onMessage.fire(VIEW);
  ports[1]?.onDisconnect.fire();
  vi.advanceTimersByTime(0);
  expect(ports.map(({ name }) => name)).toEqual(['7', '7', '7']);
  expect(seen.onView.mock.calls).toEqual([[VIEW]]);
});

it('a worker that cannot read what it keeps says so, and is asked again after a while', () => {
  const seen = watcher();
  watchView(null, seen);
  fail(ports[0]);
  expect(seen.onFailure.mock.calls).toEqual([[FAILURE]]);
  vi.advanceTimersByTime(999);
  expect(ports).toHaveLength(1);
  vi.advanceTimersByTime(1);
  ports[1]?.onMessage.fire(VIEW);
  vi.advanceTimersByTime(1_000_000);
  expect(ports).toHaveLength(2);
  expect(seen.onView.mock.calls).toEqual([[VIEW]]);
});

it('whoever looks no more asks no more', () => {
  const stop = watchWholeView(watcher());
  fail(ports[0]);
  stop();
  vi.advanceTimersByTime(1_000_000);
  expect(ports).toHaveLength(1);
});

it('who looks once is told why there is nothing to see', async () => {
  const reading = readWholeView();
  ports[0]?.onMessage.fire({ failure: FAILURE });
  await expect(reading).rejects.toMatchObject(FAILURE);
  vi.advanceTimersByTime(1_000_000);
  expect(ports).toHaveLength(1);
});
