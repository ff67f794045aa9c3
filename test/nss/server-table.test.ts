import '../fakes/worker.ts';
import { afterAll, vi } from 'vitest';
import * as port from '../fakes/browser.ts';
import { FormVisitor } from '../integration/form-visitor.ts';
import { printTable, serverStory } from '../integration/server-story.ts';
import { startNodeSolidServer } from '../world/node-solid-server.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../src/platform/browser.ts', () => port);

serverStory('Node Solid Server 6', async () => {
  const server = await startNodeSolidServer();
  const { alice, url } = server;
  const visitor = new FormVisitor(alice);
  return {
    issuer: url,
    person: alice,
    page: `${alice.pod}settings/prefs.ttl`,
    note: `${alice.pod}private/note.txt`,
    lacks: ['revocation'],
    isLegacy: true,
    visit: (page, interactive) => (interactive ? visitor.consent(page) : visitor.visit(page, [])),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

afterAll(printTable);
