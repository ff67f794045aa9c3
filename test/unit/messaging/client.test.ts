import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchView, watchWholeView } from '../../../src/messaging/client.ts';
import { BrowserEvent } from '../../fakes/browser-event.ts';

const ports = vi.hoisted((): Port[] => []);
interface Port {
  readonly name: string;
  readonly onMessage: BrowserEvent<[view: unknown]>;
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

beforeEach(() => {
  vi.useFakeTimers();
  ports.length = 0;
});
afterEach(() => void vi.useRealTimers());

it('a worker that ends is asked again at once, or after a while where it said nothing', () => {
  watchView(7, vi.fn());
  ports[0]?.onDisconnect.fire();
  vi.advanceTimersByTime(999);
  expect(ports).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(ports).toHaveLength(2);
  ports[1]?.onMessage.fire('a view');
  ports[1]?.onDisconnect.fire();
  vi.advanceTimersByTime(0);
  expect(ports.map(({ name }) => name)).toEqual(['7', '7', '7']);
});

it('a worker that never heard of the port is asked again, with more patience each time', () => {
  const seen = vi.fn();
  watchView(null, seen);
  vi.advanceTimersByTime(10_000);
  expect(ports).toHaveLength(2);
  expect(ports[0]?.disconnect).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(19_999);
  expect(ports).toHaveLength(2);
  vi.advanceTimersByTime(1);
  ports[2]?.onMessage.fire('a view');
  vi.advanceTimersByTime(1_000_000);
  expect(ports).toHaveLength(3);
  expect(seen.mock.calls).toEqual([['a view']]);
});

it('whoever looks no more asks no more', () => {
  const stop = watchWholeView(vi.fn());
  stop();
  vi.advanceTimersByTime(1_000_000);
  expect(ports).toHaveLength(1);
  expect(ports[0]?.disconnect).toHaveBeenCalledOnce();
});
