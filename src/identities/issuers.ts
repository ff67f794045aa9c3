import * as v from 'valibot';
import type { Issuer } from '../domain/identity.ts';
import { stored } from '../platform/stored.ts';

const trusted = stored(
  'local',
  'trusted-issuers',
  v.array(v.custom<Issuer>((issuer) => typeof issuer === 'string')),
  [],
);

/** Whether the person trusts an issuer: the exact string counts. */
export async function isTrusted(issuer: Issuer): Promise<boolean> {
  return (await trusted.read()).includes(issuer);
}

export async function trust(issuer: Issuer): Promise<void> {
  await trusted.update((issuers) => (issuers.includes(issuer) ? issuers : [...issuers, issuer]));
}
