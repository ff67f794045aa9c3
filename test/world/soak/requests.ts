import { decodeJwt } from 'jose';
import type { Random } from '../random.ts';
import type { SeenByPod } from '../strict-pod.ts';
import type { SoakSite, SoakWorld } from './world.ts';

/** Why a request is left unsigned; null where it is granted. */
export type Cause = 'not allowed to write' | 'the pod of another' | 'not connected' | null;

/** One request of a site. */
export interface SoakRequest {
  readonly number: number;
  readonly by: SoakSite;
  readonly method: 'GET' | 'PUT';
  readonly url: string;
  readonly cause: Cause;
}

/** What a site asks for: two times of three what it may have. */
export function nextRequest({ sites, people }: SoakWorld, number: number, random: Random): SoakRequest {
  const by = random.of(sites);
  const other = random.of(people);
  const isOwn = other === by.as || random.below(3) > 0;
  const { person } = (isOwn ? by.as : other) ?? other;
  const method = random.below(6) === 0 ? 'PUT' : 'GET';
  const isOther = by.as !== null && person !== by.as.person;
  const cause =
    by.as === null
      ? 'not connected'
      : isOther
        ? 'the pod of another'
        : method === 'PUT'
          ? 'not allowed to write'
          : null;
  return { number, by, method, url: `${person.pod}private/notes.ttl?n=${number}`, cause };
}

/** What a request came to in its page: a status, or what it failed with. */
export async function send({ by, method, url }: SoakRequest): Promise<number | string> {
  return await by.tab.evaluate(
    async ([asked, address]) => {
      const { solid } = window;
      const init = { method: asked };
      return await (solid === undefined ? fetch(address, init) : solid.fetch(address, init)).then(
        ({ status }) => status,
        (error: unknown) => {
          const { code, name } = error as { readonly code?: string; readonly name: string };
          return code ?? name;
        },
      );
    },
    [method, url] as const,
  );
}

/** Who signed a request that a pod got; null is nobody. */
export function signerOf({ headers: { authorization } }: SeenByPod): unknown {
  return authorization === undefined ? null : decodeJwt(authorization.replace(/^DPoP /, ''))['webid'];
}

/** The number of a request of ours, from a pod's log. */
export function numberOf({ path }: SeenByPod): number {
  return Number(/\?n=(\d+)$/.exec(path)?.[1] ?? Number.NaN);
}
