import '../fakes/worker.ts';
import { afterAll, vi } from 'vitest';
import * as port from '../fakes/browser.ts';
import { startEnterpriseServer } from '../world/enterprise-server.ts';
import { fillPods } from '../world/pods.ts';
import { startSolidServer } from '../world/solid-server.ts';
import { type StrictServers, startStrictServers } from '../world/strict-servers.ts';
import { FormVisitor } from './form-visitor.ts';
import { printTable, type ServerUnderTest, serverStory } from './server-story.ts';
import { Visitor } from './visitor.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../src/platform/browser.ts', () => port);

serverStory('Community Solid Server 7', async () => {
  const server = await startSolidServer();
  await fillPods(server);
  const { alice } = server;
  const visitor = new Visitor(server.url, alice);
  return {
    issuer: server.url,
    person: alice,
    page: `${alice.pod}private/page.html`,
    note: `${alice.pod}private/note.txt`,
    visit: (url, interactive) => (interactive ? visitor.consent(url) : visitor.silently(url)),
    [Symbol.asyncDispose]: () => server.stop(),
  };
});

serverStory('oidc-provider 9, strict pod', async () => toServer(await startStrictServers()));
serverStory('the same, pushed requests', async () =>
  toServer(await startStrictServers({ issuer: { par: 'required' } })),
);
serverStory('the same, clock 20 min fast', async () =>
  toServer(await startStrictServers({ pod: { clockSkew: 1200 } })),
);
serverStory('stand-in for ESS', async () => toServer(await startEnterpriseServer()));

afterAll(printTable);

function toServer(servers: StrictServers): ServerUnderTest {
  const { alice, issuer } = servers;
  const visitor = new FormVisitor(alice);
  return {
    issuer: issuer.url,
    person: alice,
    page: `${alice.pod}private/page.html`,
    note: `${alice.pod}private/note.txt`,
    visit: (url, interactive) => (interactive ? visitor.consent(url) : visitor.visit(url, [])),
    [Symbol.asyncDispose]: () => servers[Symbol.asyncDispose](),
  };
}
