import type { DeveloperActions } from '../../popup/developers/actions.ts';
import type { SentAnswer } from '../../popup/developers/sending.ts';
import type { Inspection, Judgement } from '../../src/domain/inspection.ts';
import type { ActivityActions } from './activity-actions.ts';
import { explanationOf } from './explain-scenes.ts';
import { alice } from './people.ts';
import { idToken, jkt, madeProof, publicJwk, soundTokens } from './tokens.ts';

const LEFT: Judgement = {
  ...{ signer: null, left: 'no-grant', identity: alice.id, mode: 'read', pod: null, grant: null },
};

/** What the gallery's inspector is told of Alice. */
export const inspection: Inspection = {
  ...{ id: alice.id, webId: alice.webId, issuer: alice.issuer, clientId: 'https://latchkey.example/id' },
  tokens: soundTokens(),
  publicJwk,
  jkt,
};

/** What a pod answered, as the inspector shows it. */
export const answer: SentAnswer = {
  status: 200,
  statusText: 'OK',
  headers: [
    ['accept-patch', 'text/n3, application/sparql-update'],
    ['content-type', 'text/turtle'],
    ['dpop-nonce', 'nonce-for-the-next-one'],
    ['wac-allow', 'user="read write append control",public="read"'],
  ],
  body: { is: 'text', text: '@prefix dct: <http://purl.org/dc/terms/>.\n<#first> dct:title "A note".\n' },
  hasAllHeaders: true,
};

/** What the developers' tabs of the gallery are told: made up. */
export const developerActions: Omit<DeveloperActions, keyof ActivityActions> = {
  inspect: (id) => Promise.resolve({ ...inspection, id }),
  sign: ({ method, url, nonce }) =>
    Promise.resolve({ authorization: `DPoP ${idToken()}`, dpop: madeProof(method, url, nonce) }),
  judge: () => Promise.resolve(LEFT),
  issuersNamedBy: () => Promise.resolve([alice.issuer]),
  verifySignature: () => Promise.resolve('signed'),
  send: () => Promise.resolve(answer),
  allowHost: () => Promise.resolve(true),
  knownPods: () => Promise.resolve([]),
  openAddress: () => Promise.resolve(null),
  explain: (question) => Promise.resolve(explanationOf(question)),
};
