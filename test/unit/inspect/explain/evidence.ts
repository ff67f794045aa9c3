import type { Question } from '../../../../src/domain/explanation.ts';
import type { Grant, Site } from '../../../../src/domain/grant.ts';
import type { IdentityId, Issuer, WebId } from '../../../../src/domain/identity.ts';
import type { Judgement, LeftBecause } from '../../../../src/domain/inspection.ts';
import type { StorageRoot } from '../../../../src/domain/pod.ts';
import type { SessionState } from '../../../../src/domain/session.ts';
import type { IdentityView } from '../../../../src/domain/view.ts';
import type { Evidence } from '../../../../src/inspect/explain/evidence.ts';
import type { Answer } from '../../../../src/inspect/explain/probe.ts';

export const NOW = Date.parse('2030-01-01T00:00:00Z');
export const APP = 'https://app.example' as Site;
const POD = 'https://pod.example/' as StorageRoot;
const ISSUER = 'https://issuer.example' as Issuer;
const WEB_ID = 'https://me.example/#me' as WebId;
const ID = `${WEB_ID} ${ISSUER}` as IdentityId;

export const QUESTION: Question = {
  ...{ url: new URL(`${POD}note`), method: 'GET', site: null, tabId: null, identity: null, sent: null },
};

/** What a server answered, but for what is said. */
export function answer(status: number, said: Partial<Answer> = {}): Answer {
  return {
    ...{ status, challenges: [], wacAllow: null, acl: null, beside: [], date: NOW, nonce: null },
    ...{ allowOrigin: '*', words: '', body: null },
    ...said,
  };
}

/** An answer with a challenge that says what is wrong. */
export function challenge(error: string, description = ''): Answer {
  const parameters = { error, error_description: description };
  return answer(401, { challenges: [{ scheme: 'dpop', parameters }] });
}

export function judged(left: LeftBecause | null, parts: Partial<Judgement> = {}): Judgement {
  const signer = left === null ? ID : null;
  return { signer, left, identity: ID, mode: 'read', pod: POD, grant: null, ...parts };
}

export function person(state: SessionState): IdentityView {
  return { id: ID, webId: WEB_ID, issuer: ISSUER, name: 'Me', photo: null, state, storages: [POD] };
}

export function grant(...modes: Grant['modes']): Grant {
  const when = { lifetime: { until: 'revoked' }, createdAt: NOW, usedAt: null } as const;
  return { site: APP, identity: ID, storage: POD, modes, ...when };
}

const HOUR = 3600_000;

/** All that there is to know of a signed request that a server refuses by 401, and nothing that explains it. */
export const UNEXPLAINED: Evidence = {
  ...{ question: QUESTION, isFirefox: false, origin: 'chrome-extension://latchkey', now: NOW },
  ...{ judgement: judged(null), person: person('signed-in'), grants: [], closed: [], isClosed: false },
  ...{ unsigned: answer(401), unsignable: null, signed: answer(401), clientId: 'client' },
  token: {
    ...{ issuer: ISSUER, notBefore: null, jkt: null },
    ...{ issuedAt: (NOW - HOUR / 2) / 1000, expires: (NOW + HOUR / 2) / 1000 },
  },
  ...{ issuerDate: NOW, issuers: [ISSUER] },
};

/** Evidence of a request that is not signed: nothing but the answer to it unsigned is there. */
export function left(because: LeftBecause, change: Partial<Evidence> = {}): Evidence {
  const { signed: _signed, unsignable: _unsignable, token: _token, ...rest } = UNEXPLAINED;
  return { ...rest, judgement: judged(because), ...change };
}
