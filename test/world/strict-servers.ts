import type { IssuerRelaxations } from './issuer-options.ts';
import { Line } from './line.ts';
import { listen } from './listener.ts';
import type { People } from './people.ts';
import { type Profiles, peopleApart, serveProfiles } from './profiles.ts';
import { StrictIssuer } from './strict-issuer.ts';
import { type PodOptions, StrictPod } from './strict-pod.ts';

/** An issuer, the profiles of Alice and Bob, and their pods: each at an origin of its own. */
export interface StrictServers extends People, AsyncDisposable {
  readonly issuer: StrictIssuer;
  readonly pod: StrictPod;
  readonly profiles: Profiles;
  /** The line to them. */
  readonly line: Line;
}

export interface StrictOptions {
  readonly issuer?: IssuerRelaxations;
  readonly pod?: Partial<PodOptions>;
  /** The line to them, where it is to others, too. */
  readonly line?: Line;
}

/** Starts, on free ports, the strictest servers that the standards allow; options relax them. */
export async function startStrictServers(options: StrictOptions = {}): Promise<StrictServers> {
  // Everybody knows the others' addresses before anybody answers.
  const { line = new Line() } = options;
  const open = async () => line.before(await listen());
  const listeners = [await open(), await open(), await open()] as const;
  const [login, web, storage] = listeners;
  const people = peopleApart(web.origin, storage.origin);
  const issuer = new StrictIssuer(login, people, options.issuer);
  const profiles = serveProfiles(web, people, issuer.url);
  const pod = new StrictPod(storage, issuer.url, people, options.pod);
  return {
    ...people,
    ...{ issuer, pod, profiles, line },
    async [Symbol.asyncDispose]() {
      await Promise.all(listeners.map((listener) => listener[Symbol.asyncDispose]()));
    },
  };
}
