import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild } from './child-server.ts';
import { freePort } from './free-port.ts';
import { NSS_DIRECTORY, nssIsInstalled } from './nss-directory.ts';
import { type Person, peopleAt } from './people.ts';
import { temporaryDirectory } from './temporary.ts';

/** A Node Solid Server of our own, where Alice alone has an account: it keeps others below host names of theirs. */
export interface NodeSolidServer extends AsyncDisposable {
  /** Its issuer string, without a final slash. */
  readonly url: string;
  readonly alice: Person;
}

const SCRIPT = join(NSS_DIRECTORY, 'node_modules', 'solid-server', 'bin', 'solid');

/**
 * Starts a server and resolves once Alice has her account.
 *
 * @param trustedOrigins the origins that Alice's profile trusts: requests with another `Origin` are answered with 403
 */
export async function startNodeSolidServer(trustedOrigins: readonly string[] = []): Promise<NodeSolidServer> {
  if (!(await nssIsInstalled())) throw new Error('Install it first: npx tsx scripts/install-nss.ts');
  const directory = await temporaryDirectory('nss');
  const url = `http://localhost:${await freePort()}`;
  const pod = `${url}/`;
  const alice = { ...peopleAt(pod).alice, pod, webId: `${pod}profile/card#me` };
  try {
    const child = await start(url, directory.path);
    await register(url, alice);
    await trust(directory.path, alice, trustedOrigins);
    return {
      url,
      alice,
      async [Symbol.asyncDispose]() {
        await child[Symbol.asyncDispose]();
        await directory[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await directory[Symbol.asyncDispose]();
    throw error;
  }
}

async function start(url: string, directory: string): Promise<AsyncDisposable> {
  for (const name of ['data', 'config', '.db']) await mkdir(join(directory, name));
  return await startChild({
    script: SCRIPT,
    args: [
      ['start', '--webid', '--no-reject-unauthorized', '--auth', 'oidc'],
      ['--port', new URL(url).port, '--server-uri', url],
      ['--root', 'data', '--config-path', 'config', '--db-path', '.db'],
    ].flat(),
    directory,
    ready: `${url}/.well-known/openid-configuration`,
  });
}

async function register(url: string, { name, username, email, password }: Person): Promise<void> {
  const form = { name, username, email, password, repeat_password: password, acceptToc: 'true' };
  const body = new URLSearchParams(form);
  const response = await fetch(`${url}/api/accounts/new`, { method: 'POST', body, redirect: 'manual' });
  if (response.status !== 302) throw new Error(`Alice got no account: ${await response.text()}`);
}

/** Straight into the file: the server remembers a profile from the first time that it looked something up there. */
async function trust(directory: string, { webId }: Person, origins: readonly string[]): Promise<void> {
  const statements = origins.map(
    (origin) => `
<${webId}> <http://www.w3.org/ns/auth/acl#trustedApp> [
  <http://www.w3.org/ns/auth/acl#origin> <${origin}>;
  <http://www.w3.org/ns/auth/acl#mode> <http://www.w3.org/ns/auth/acl#Read>, <http://www.w3.org/ns/auth/acl#Write>,
    <http://www.w3.org/ns/auth/acl#Append>, <http://www.w3.org/ns/auth/acl#Control> ].
`,
  );
  await appendFile(join(directory, 'data', 'profile', 'card$.ttl'), statements.join(''));
}
