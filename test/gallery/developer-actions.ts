import type { DeveloperActions } from '../../popup/developers/actions.ts';
import type { Judgement } from '../../src/domain/inspection.ts';
import { explanationOf } from './explain-scenes.ts';
import { alice } from './people.ts';

const LEFT: Judgement = {
  ...{ signer: null, left: 'no-grant', identity: alice.id, mode: 'read', pod: null, grant: null },
};

/** What the developers' tabs of the gallery are told: made up. */
export const developerActions: DeveloperActions = {
  inspect: (id) =>
    Promise.resolve({
      ...{ id, webId: alice.webId, issuer: alice.issuer, clientId: 'https://latchkey.example/id' },
      tokens: null,
      publicJwk: {
        kty: 'EC',
        crv: 'P-256',
        x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
        y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
      },
      jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
    }),
  sign: () => Promise.resolve({ authorization: 'DPoP made-up', dpop: 'made-up' }),
  judge: () => Promise.resolve(LEFT),
  explain: (question) => Promise.resolve(explanationOf(question)),
};
