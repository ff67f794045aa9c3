import type { TestProject } from 'vitest/node';
import { fillPods } from '../world/pods.ts';
import { startSolidServer } from '../world/solid-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly server: string;
    readonly browser: 'chromium' | 'firefox';
  }
}

/** One Solid server with filled pods for all end-to-end tests; each has a browser of its own. */
export default async function provideServer(project: TestProject): Promise<() => Promise<void>> {
  const server = await startSolidServer();
  await fillPods(server);
  project.provide('server', server.url);
  return () => server.stop();
}
