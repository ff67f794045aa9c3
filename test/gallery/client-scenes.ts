import type { Page } from 'playwright-core';
import { DOCUMENT_FLAWS } from '../../src/domain/client.ts';
import type { SignIn } from '../../src/domain/view.ts';
import { hashOf } from '../../src/ui/place.ts';
import { company, hosted, login, older, signing, twentyIssuers, unusual } from './issuers.ts';
import { fails, few, fillThenPress, none, type OptionsScene, press } from './options-scene.ts';
import { alice } from './people.ts';
import { input, view } from './views.ts';

const clients = hashOf('clients');

/** The scenes of the page "Client IDs". */
export const CLIENT_SCENES: Record<string, OptionsScene> = {
  'clients-none': { view: none, hash: clients },
  'clients-few': { view: view({ issuers: [login, company, hosted, older, signing] }), hash: clients },
  'clients-twenty': { view: view({ issuers: twentyIssuers }), hash: clients },
  'clients-unusual': {
    view: view({ issuers: [unusual] }),
    hash: hashOf('clients', { issuer: unusual.issuer }),
  },
  'clients-dynamic': { view: few, hash: hashOf('clients', { issuer: older.issuer }) },
  'clients-secret': { view: few, hash: hashOf('clients', { issuer: company.issuer }) },
  'clients-no-secret': {
    view: few,
    hash: hashOf('clients', { issuer: login.issuer }),
    act: async (page) => {
      await page.getByRole('radio', { name: 'Client ID from the issuer' }).check();
      await page.getByLabel('Client authentication').selectOption('client_secret_post');
    },
  },
  'clients-key': {
    view: view({ issuers: [signing] }),
    hash: hashOf('clients', { issuer: signing.issuer }),
    act: press('Copy public key'),
  },
  'clients-no-key': {
    view: few,
    hash: hashOf('clients', { issuer: company.issuer }),
    act: (page) => page.getByLabel('Client authentication').selectOption('private_key_jwt'),
  },
  'clients-saved': {
    view: few,
    hash: hashOf('clients', { issuer: company.issuer }),
    answers: { chooseClient: () => Promise.resolve() },
    act: press('Save'),
  },
  'clients-save-failed': {
    view: few,
    hash: hashOf('clients', { issuer: company.issuer }),
    answers: { chooseClient: fails('internal') },
    act: press('Save'),
  },
  'document-made': {
    view: none,
    hash: clients,
    act: (page) =>
      page.getByLabel('Where you will host it (URL)').fill('https://alice.pod.example/latchkey.jsonld'),
  },
  'document-misplaced': {
    view: none,
    hash: clients,
    act: (page) => page.getByLabel('Where you will host it (URL)').fill('alice.pod'),
  },
};

function check(page: Page): Promise<unknown> {
  return fillThenPress(page, 'Client ID (URL)', 'https://alice.pod.example/latchkey.jsonld', 'Check');
}

function signIn(step: SignIn): OptionsScene {
  return {
    view: view({ signIn: step }),
    hash: clients,
    answers: { signInWithCredentials: () => Promise.resolve() },
    act: signInThere,
  };
}

async function signInThere(page: Page): Promise<unknown> {
  await page.getByLabel('Issuer or WebID').fill(input);
  await page.getByLabel('Client ID', { exact: true }).fill('id');
  await page.getByLabel('Client secret').fill('secret');
  return page.getByRole('button', { name: 'Sign in with client credentials' }).click();
}

/** The scenes of checking a document, and of signing in without a browser login. */
export const FORM_SCENES: Record<string, OptionsScene> = {
  'document-checking': { view: none, hash: clients, act: check },
  'document-good': {
    view: none,
    hash: clients,
    answers: { checkClientDocument: () => Promise.resolve([]) },
    act: check,
  },
  'document-flawed': {
    view: none,
    hash: clients,
    answers: { checkClientDocument: () => Promise.resolve(DOCUMENT_FLAWS) },
    act: check,
  },
  'document-check-failed': {
    view: none,
    hash: clients,
    answers: { checkClientDocument: fails('too-large') },
    act: check,
  },
  'credentials-busy': {
    ...signIn({ step: 'idle' }),
    answers: { signInWithCredentials: fails('sign-in-busy') },
  },
  'credentials-working': signIn({ step: 'working', doing: 'finding', input }),
  'credentials-trust': signIn({ step: 'trust', input, webId: null, issuer: login.issuer, saysSolid: true }),
  'credentials-failed': signIn({ step: 'failed', input, failure: { code: 'client-refused', subject: 'no' } }),
  'credentials-done': signIn({ step: 'done', identity: alice.id }),
  about: { view: none, hash: hashOf('about') },
};
