import type { Issuer } from '../src/domain/identity.ts';
import { shortUrl } from '../src/domain/identity.ts';
import { hostOf } from '../src/ui/host.ts';

/** What an issuer is called among others: its host, or its whole address where two share a host. */
export function labelOf(issuer: Issuer, all: readonly Issuer[]): string {
  const host = hostOf(issuer);
  return all.some((other) => other !== issuer && hostOf(other) === host) ? shortUrl(issuer) : host;
}
