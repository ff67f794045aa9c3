import type { Page } from 'playwright-core';
import { ERROR_CODES } from '../../src/domain/errors.ts';
import type { Issuer } from '../../src/domain/identity.ts';
import { examinationHash } from '../../src/ui/place.ts';
import * as issuers from './issuers.ts';
import { fails, few, fillThenPress, none, type OptionsScene, press } from './options-scene.ts';
import { awkward, twenty } from './people.ts';
import { longHost, view } from './views.ts';

const { login, company, signing, unusual } = issuers;
const examineLogin = examinationHash(login.issuer);

function add(page: Page): Promise<unknown> {
  return fillThenPress(page, 'Issuer address', 'login.example', 'Add issuer');
}

/** The scenes of the page "Trusted issuers". */
export const ISSUER_SCENES: Record<string, OptionsScene> = {
  loading: { view: null },
  unread: { view: null, failure: { code: 'internal', subject: 'VersionError' } },
  'issuers-none': { view: none },
  'issuers-one': { view: view({ issuers: [login] }) },
  'issuers-few': { view: few },
  'issuers-twenty': {
    view: view({
      issuers: issuers.twentyIssuers,
      identities: twenty.map((one, index) => ({
        ...one,
        issuer: `https://issuer-${index}.example/` as Issuer,
      })),
    }),
  },
  'issuers-unusual': {
    view: view({
      issuers: [unusual, company, signing],
      identities: awkward.map((one) => ({ ...one, issuer: unusual.issuer })),
    }),
    act: press(`Details of ${longHost}`),
  },
  'issuers-details': { view: few, act: press('Details of old.example:8443') },
  'issuers-removing': { view: few, act: press('Remove login.example') },
  'issuers-removing-crowd': {
    view: view({ issuers: [login], identities: twenty }),
    act: press('Remove login.example'),
  },
  'issuers-removed': {
    view: few,
    act: async (page) => {
      await press('Remove login.example')(page);
      await press('Remove issuer')(page);
    },
  },
  'issuers-remove-failed': {
    view: few,
    answers: { removeIssuer: fails('internal') },
    act: async (page) => {
      await press('Remove login.example')(page);
      await press('Remove issuer')(page);
    },
  },
  'issuers-adding': { view: few, act: add },
  'issuers-added': {
    view: few,
    answers: { addIssuer: () => Promise.resolve('https://new.example/' as Issuer) },
    act: add,
  },
  'issuers-added-already': {
    view: few,
    answers: { addIssuer: () => Promise.resolve(login.issuer) },
    act: add,
  },
  'issuers-legacy-failed': {
    view: few,
    answers: { setLegacy: fails('internal') },
    act: async (page) => {
      await press('Details of login.example')(page);
      await page.getByRole('switch', { name: 'Legacy server' }).click();
    },
  },
  'issuers-answer-failed': { view: few, failure: { code: 'message-refused', subject: '' } },
};

/** What an address can meet with. */
const FAILURES = ERROR_CODES.filter((code) =>
  /^(address|issuer)-|^(unreachable|timed-out|too-large|internal)$/.test(code),
);

for (const code of FAILURES) {
  ISSUER_SCENES[`issuers-add-${code}`] = { view: none, answers: { addIssuer: fails(code) }, act: add };
}

/** The scenes of the examination of an issuer. */
export const EXAMINATION_SCENES: Record<string, OptionsScene> = {
  examining: { view: few, hash: examineLogin },
  examined: {
    view: few,
    hash: examineLogin,
    answers: { examineIssuer: () => Promise.resolve(issuers.examined) },
  },
  'examined-flawless': {
    view: view({ issuers: [login] }),
    hash: examineLogin,
    answers: { examineIssuer: () => Promise.resolve(issuers.flawless) },
  },
  'examined-hostile': {
    view: none,
    hash: examinationHash(`https://${longHost}/`),
    answers: { examineIssuer: () => Promise.resolve(issuers.hostile) },
  },
  'examined-copied': {
    view: none,
    hash: examineLogin,
    answers: { examineIssuer: () => Promise.resolve(issuers.examined) },
    act: press('Copy report'),
  },
  'examine-failed': {
    view: none,
    answers: { examineIssuer: fails('issuer-invalid') },
    act: (page) => fillThenPress(page, 'Issuer address', 'login.example', 'Examine'),
  },
};
