import { shortUrl } from '../src/domain/identity.ts';
import { hostOf } from '../src/ui/host.ts';

/** What an issuer or a pod is called among others: its host, or its whole address where two share a host. */
export function labelOf(url: string, all: readonly string[]): string {
  const host = hostOf(url);
  return all.some((other) => other !== url && hostOf(other) === host) ? shortUrl(url) : host;
}
