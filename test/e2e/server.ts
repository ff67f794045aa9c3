import type { TestProject } from 'vitest/node';
import { fillPods } from '../world/pods.ts';
import { startSolidServer } from '../world/solid-server.ts';
import { temporaryDirectory } from '../world/temporary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly server: string;
    readonly browser: 'chromium' | 'firefox';
    /** A directory for profiles that many stories begin with. */
    readonly profiles: string;
  }
}

/** One Solid server with filled pods for all end-to-end tests; each has a browser of its own. */
export default async function provideServer(project: TestProject): Promise<() => Promise<void>> {
  const server = await startSolidServer();
  await fillPods(server);
  const profiles = await temporaryDirectory('profiles');
  project.provide('server', server.url);
  project.provide('profiles', profiles.path);
  return async () => {
    await server.stop();
    await profiles[Symbol.asyncDispose]();
  };
}
