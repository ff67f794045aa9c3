import { type SolidServer, startSolidServer } from './solid-server.ts';

/** A Solid server whose clock can be set. */
export interface TimedServer extends SolidServer {
  /** Sets its clock to be fast by some seconds, and resolves once it is. */
  setClock(ahead: number): Promise<void>;
}

export async function startTimedServer(): Promise<TimedServer> {
  const server = await startSolidServer({ imports: [new URL('./child-clock.js', import.meta.url).href] });
  return {
    ...server,
    async setClock(ahead) {
      server.tell(String(ahead));
      while (Math.abs((await clockOf(server.url)) - Date.now() - ahead * 1000) > 5000);
    },
  };
}

/** The time that a server tells, in milliseconds. */
async function clockOf(url: string): Promise<number> {
  const { headers } = await fetch(url, { method: 'HEAD' });
  return Date.parse(headers.get('date') ?? '');
}
