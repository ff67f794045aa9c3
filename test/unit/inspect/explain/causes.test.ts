import { describe, expect, it } from 'vitest';
import { CAUSE_CODES, type CauseCode } from '../../../../src/domain/explanation.ts';
import { causeOf } from '../../../../src/inspect/explain/causes.ts';
import type { Evidence } from '../../../../src/inspect/explain/evidence.ts';
import { sightsOf } from '../../../../src/inspect/explain/sights.ts';
import {
  APP,
  answer,
  challenge,
  grant,
  judged,
  left,
  NOW,
  person,
  QUESTION,
  UNEXPLAINED,
} from './evidence.ts';

type Case = readonly [proven: Evidence, mutated: Evidence];

const HOURS = 3600_000;
const of = (change: Partial<Evidence>): Evidence => ({ ...UNEXPLAINED, ...change });
const asked = (change: Partial<Evidence['question']>) => ({ question: { ...QUESTION, ...change } });
const bySite = asked({ site: APP });
const sent = asked({ sent: { proof: 'proof', accessToken: null } });
const sentByApp = asked({ sent: { proof: 'proof', accessToken: 'token' } });
const token = { issuer: null, issuedAt: null, notBefore: null, expires: null, jkt: null };
const rules = { url: '', kind: 'ACP', isPersonNamed: true, apps: ['another'] } as const;
const ended = { ...token, expires: NOW / 1000 - 60 };

/** For each cause what proves it, and the same but for what it rests on. */
const CASES: Record<Exclude<CauseCode, 'not-known'>, Case> = {
  'server-down': [of({ unsigned: null }), of({ unsigned: null, isClosed: true })],
  'host-not-allowed': [of({ closed: ['pod.example'] }), of({ closed: [] })],
  'policy-never': [left('policy'), left('policy', { unsigned: answer(301) })],
  anonymous: [left('anonymous'), left('anonymous', { unsigned: answer(302) })],
  'not-a-pod': [left('not-a-pod'), left('not-a-pod', sentByApp)],
  'method-unknown': [left('method', asked({ method: 'LOCK' })), left('frame', asked({ method: 'LOCK' }))],
  'signed-out': [of({ person: person('signed-out') }), of({ person: person('signed-in') })],
  'session-ended': [of({ unsignable: { code: 'login-required', subject: '' } }), of({})],
  'mode-not-granted': [
    left('no-grant', {
      ...asked({ site: APP, method: 'PUT' }),
      judgement: judged('no-grant', { mode: 'write' }),
      grants: [grant('read')],
    }),
    left('frame', { ...bySite, grants: [grant('read')] }),
  ],
  'site-not-granted': [left('no-grant', bySite), left('no-grant', { ...bySite, unsigned: answer(0) })],
  'client-unknown': [of({ unsignable: { code: 'client-refused', subject: '' } }), of({})],
  'issuer-down': [of({ unsignable: { code: 'unreachable', subject: 'issuer.example' } }), of({})],
  'not-renewed': [of({ unsignable: { code: 'refresh-failed', subject: '' } }), of({})],
  cors: [
    left('no-grant', {
      ...bySite,
      unsigned: answer(200, { allowOrigin: null }),
      preflight: answer(405, { allowOrigin: null }),
    }),
    left('no-grant', { ...bySite, unsigned: answer(200, { allowOrigin: null }) }),
  ],
  'server-error': [of({ signed: answer(500) }), of({ signed: answer(418) })],
  'nonce-missing': [
    of({ signed: challenge('use_dpop_nonce') }),
    of({ signed: { ...challenge('use_dpop_nonce'), nonce: 'given' } }),
  ],
  'proof-mismatch': [
    of({ ...sent, sent: { misfit: 'htm', token } }),
    of({ ...sent, sent: { misfit: null, token } }),
  ],
  'token-expired': [
    of({ ...sentByApp, sent: { misfit: null, token: ended } }),
    of({ ...sent, sent: { misfit: null, token: ended } }),
  ],
  'proof-replayed': [
    of({ ...sent, signed: answer(206), sent: { misfit: null, token, again: answer(401) } }),
    of({ ...sent, signed: answer(401), sent: { misfit: null, token, again: answer(401) } }),
  ],
  'htu-elsewhere': [
    of({ signed: answer(401, { beside: ['http://inside.example/note.acl'] }) }),
    of({ signed: answer(401, { beside: ['http://inside.example/other.acl'] }) }),
  ],
  'device-clock': [
    of({ signed: answer(401, { date: NOW + 2 * HOURS }), issuerDate: NOW + 2 * HOURS }),
    of({ signed: answer(401, { date: NOW + HOURS / 4 }), issuerDate: NOW + HOURS / 4 }),
  ],
  'pod-clock': [
    of({ signed: answer(401, { date: NOW - 2 * HOURS }) }),
    of({ signed: answer(401, { date: null }) }),
  ],
  'issuer-not-named': [of({ issuers: ['https://other.example'] }), of({ issuers: null })],
  'no-control': [of({ signed: answer(403), isRules: true }), of({ signed: answer(403) })],
  'app-not-allowed': [
    of({ signed: answer(403), isRules: false, rules }),
    of({ signed: answer(401), isRules: false, rules }),
  ],
  'no-access': [of({ signed: answer(403), isRules: false, rules: null }), of({ signed: answer(403) })],
  'not-found': [of({ signed: answer(404) }), of({ signed: answer(404), ...asked({ method: 'PUT' }) })],
  works: [of({ signed: answer(200) }), of({ signed: answer(200), ...asked({ method: 'PUT' }) })],
};

describe('causeOf', () => {
  it('has a case for every cause', () => {
    expect(Object.keys(CASES).sort()).toEqual(CAUSE_CODES.filter((code) => code !== 'not-known').sort());
  });

  it.each(Object.entries(CASES))('proves %s', (code, [proven]) => {
    expect(causeOf(proven)?.code).toBe(code);
  });

  it.each(Object.entries(CASES))(
    'does not name %s where what it rests on is missing',
    (_code, [, mutated]) => {
      expect(causeOf(mutated)).toBe(null);
    },
  );

  it('names no cause for a refusal of which nothing is known', () => {
    expect(causeOf(UNEXPLAINED)).toBe(null);
  });

  it.each(['the proof was used before', 'DPoP proof replayed', 'jti already used'])(
    'takes the server at its word: %s',
    (words) => {
      expect(causeOf(of({ signed: challenge('invalid_dpop_proof', words) }))?.code).toBe('proof-replayed');
    },
  );

  it('takes the server at its word about htu', () => {
    const signed = challenge('invalid_dpop_proof', 'htu is http://a/');
    expect(causeOf(of({ signed }))).toEqual({ code: 'htu-elsewhere', subject: '' });
  });

  it('says that a mode is missing where reading passes and the server tells what may be done', () => {
    const wacAllow = { user: ['read'], public: null };
    const put = { ...asked({ method: 'PUT' }), judgement: judged(null, { mode: 'write' }) };
    expect(causeOf(of({ ...put, signed: answer(200, { wacAllow }) }))?.code).toBe('no-access');
    const all = { user: ['read', 'write'], public: null };
    expect(causeOf(of({ ...put, signed: answer(200, { wacAllow: all }) }))).toBe(null);
  });

  it('says nothing of what Latchkey does where the app signs by itself', () => {
    expect(causeOf(left('anonymous', sentByApp))).toBe(null);
  });
});

describe('sightsOf', () => {
  it.each(Object.entries(CASES))('tells what was looked at for %s, each matter once', (_code, [proven]) => {
    const sights = sightsOf(proven);
    expect(sights.length).toBeGreaterThan(1);
    expect(new Set(sights.map(({ matter }) => matter)).size).toBe(sights.length);
  });

  it('shows no token that a server repeats', () => {
    const words = 'bad eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJtZSJ9c2VjcmV0.c2lnbmF0dXJl';
    const says = sightsOf(of({ signed: challenge('invalid_token', words) })).map((sight) => sight.says);
    expect(says.join()).not.toContain('eyJ');
    expect(says.join()).toContain('invalid_token');
  });
});
