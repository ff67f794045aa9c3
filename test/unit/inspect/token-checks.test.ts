import { describe, expect, it } from 'vitest';
import type { Issuer, WebId } from '../../../src/domain/identity.ts';
import type { Json } from '../../../src/inspect/decoded-token.ts';
import {
  accessAudienceCheck,
  type Check,
  idAudienceCheck,
  issuerCheck,
  keyCheck,
  timeCheck,
  webIdCheck,
} from '../../../src/inspect/token-checks.ts';

const US = {
  jkt: 'ours',
  clientId: 'https://app.example/id',
  issuer: 'https://idp.example' as Issuer,
  webId: 'https://alice.example/#me' as WebId,
};
const NOW = Date.UTC(2026, 0, 1);
const SECOND = NOW / 1000;

const CHECKS = {
  key: (claims: Json) => keyCheck(claims, US),
  'access audience': accessAudienceCheck,
  'id audience': (claims: Json) => idAudienceCheck(claims, US),
  issuer: (claims: Json) => issuerCheck(claims, US),
  webid: (claims: Json) => webIdCheck(claims, US),
  time: (claims: Json) => timeCheck(claims, NOW),
} as const;

describe('a token is checked', () => {
  it.each<[keyof typeof CHECKS, Check['verdict'], Json, string]>([
    ['key', 'yes', { cnf: { jkt: 'ours' } }, 'thumbprint of this key'],
    ['key', 'no', { cnf: { jkt: 'theirs' } }, 'theirs'],
    ['key', 'no', { cnf: { jkt: null } }, 'null'],
    ['key', 'no', { cnf: 'ours' }, 'bound to no key'],
    ['key', 'no', { cnf: null }, 'bound to no key'],
    ['key', 'no', {}, 'bound to no key'],

    ['access audience', 'yes', { aud: 'solid' }, 'names solid'],
    ['access audience', 'yes', { aud: ['https://app.example/id', 'solid'] }, 'names solid'],
    ['access audience', 'unknown', { aud: 'https://api.example' }, 'https://api.example'],
    ['access audience', 'no', {}, 'no aud'],
    ['access audience', 'no', { aud: [5] }, 'no aud'],

    ['id audience', 'yes', { aud: US.clientId }, 'our client ID'],
    ['id audience', 'yes', { aud: [US.clientId, 'solid'] }, 'our client ID'],
    ['id audience', 'yes', { aud: 'solid' }, 'names solid'],
    ['id audience', 'yes', { aud: US.clientId, azp: US.clientId }, 'our client ID'],
    ['id audience', 'no', { aud: [US.clientId, 'https://other.example'] }, 'https://other.example'],
    ['id audience', 'no', { aud: US.clientId, azp: 'https://other.example' }, 'azp is https://other.example'],
    ['id audience', 'no', { aud: [] }, 'for nobody'],

    ['issuer', 'yes', { iss: US.issuer }, 'issuer of this identity'],
    ['issuer', 'no', { iss: `${US.issuer}/` }, 'https://idp.example/,'],
    ['issuer', 'no', {}, 'no iss'],

    ['webid', 'yes', { webid: US.webId, sub: 'alice' }, 'this WebID'],
    ['webid', 'yes', { sub: US.webId }, 'this WebID'],
    ['webid', 'no', { webid: 'https://bob.example/#me', sub: US.webId }, 'https://bob.example/#me'],
    ['webid', 'no', { sub: 'alice' }, 'Neither webid nor sub'],

    ['time', 'yes', { exp: SECOND + 1, iat: SECOND, nbf: SECOND }, 'has not ended'],
    ['time', 'yes', { exp: SECOND + 1 }, 'has not ended'],
    ['time', 'yes', { exp: SECOND + 90, iat: SECOND + 59 }, 'has not ended'],
    ['time', 'no', { exp: SECOND, iat: SECOND - 60 }, 'expired'],
    ['time', 'no', { exp: SECOND + 90, iat: SECOND + 61 }, 'iat is still to come'],
    ['time', 'no', { exp: SECOND + 90, nbf: SECOND + 61 }, 'nbf is still to come'],
    ['time', 'no', { iat: SECOND }, 'no exp'],
    ['time', 'no', { exp: '99999999999' }, 'no exp'],
  ])('for its %s: %s of %j', (which, verdict, claims, says) => {
    const check = CHECKS[which](claims);
    expect(check).toMatchObject({ verdict });
    expect(check.says).toContain(says);
  });

  it('and what it says cannot disguise the sentence', () => {
    const { says } = issuerCheck({ iss: 'https://x.example/\u202E\n[all](well)' }, US);
    expect(says).not.toMatch(/[\u202E\n[\]]/);
    expect(keyCheck({ cnf: { jkt: 'x'.repeat(9000) } }, US).says.length).toBeLessThan(400);
  });
});
