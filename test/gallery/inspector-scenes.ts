import type { Page } from 'playwright-core';
import type { DeveloperActions } from '../../popup/developers/actions.ts';
import { LatchkeyError } from '../../src/domain/errors.ts';
import type { Inspection } from '../../src/domain/inspection.ts';
import { answer, inspection } from './developer-actions.ts';
import { alice, awkward, bob, work } from './people.ts';
import type { PopupScene } from './popup-scenes.ts';
import { accessToken, idToken, jkt, soundTokens } from './tokens.ts';
import { view } from './views.ts';

const HOUR = 3600;
const HOSTILE = '<img src=x onerror=alert(1)>\u202Egnp.exe\u0000\n'.repeat(20);

const three = view({ identities: [alice, work, bob] });

function inspects(parts: Partial<Inspection>, developers: Partial<DeveloperActions> = {}): PopupScene {
  const inspect = () => Promise.resolve({ ...inspection, ...parts });
  return { view: three, place: '#inspector', developers: { inspect, ...developers } };
}

function tokens(parts: Partial<NonNullable<Inspection['tokens']>>): Pick<Inspection, 'tokens'> {
  return { tokens: { ...soundTokens(), ...parts } };
}

const make = (page: Page) => page.getByRole('button', { name: 'Make proof' }).click();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

/** An unreachable server, and a browser that keeps Latchkey from it. */
const failing = (code: 'unreachable' | 'permission-missing') => () =>
  Promise.reject(new LatchkeyError(code, 'alice.pod.example'));

/** The scenes of the inspector. */
export const INSPECTOR_SCENES: Record<string, PopupScene> = {
  inspector: inspects({}),
  'inspector-nobody': { view: view({ identities: [], active: null }), place: '#inspector' },
  'inspector-anonymous': { view: view({ active: null }), place: '#inspector' },
  'inspector-signed-out': {
    ...inspects({ id: bob.id, tokens: null }),
    view: view({ identities: [alice, bob], active: bob.id }),
  },
  'inspector-login-required': {
    ...inspects({ id: work.id, tokens: null }),
    view: view({ identities: [alice, work], active: work.id }),
  },
  'inspector-awkward': {
    ...inspects({}),
    view: view({ identities: awkward, active: awkward[1]?.id ?? null }),
    developers: { inspect: (id) => Promise.resolve({ ...inspection, id }) },
  },
  'inspector-opaque': inspects(tokens({ accessToken: 'Ya29.opaque-as-can-be', idToken: null })),
  'inspector-expired': inspects(
    tokens({
      accessToken: accessToken({ exp: Math.floor(Date.now() / 1000) - 95 }),
      idToken: idToken({ exp: Math.floor(Date.now() / 1000) - 3 * HOUR }),
    }),
  ),
  'inspector-failing': inspects(
    tokens({
      accessToken: accessToken({
        iss: 'https://evil.example/',
        aud: 'https://api.example',
        cnf: { jkt: 'other' },
      }),
      idToken: idToken({ aud: ['https://other.example/id'], webid: bob.webId, exp: undefined }),
    }),
    { issuersNamedBy: () => Promise.resolve([]), verifySignature: () => Promise.resolve('forged') },
  ),
  'inspector-unread': inspects(
    {},
    { issuersNamedBy: failing('unreachable'), verifySignature: failing('unreachable') },
  ),
  'inspector-hostile': inspects(
    tokens({
      accessToken: accessToken({
        [HOSTILE]: HOSTILE,
        name: 'W'.repeat(3000),
        roles: Array.from({ length: 90 }, (_, index) => `role-${index}`),
        deep: { a: { b: { c: { d: { e: { f: jkt } } } } } },
        number: '1',
        empty: { object: {}, list: [], text: '', none: null },
      }),
    }),
  ),
  'inspector-failed': inspects({}, { inspect: () => Promise.reject(new LatchkeyError('identity-unknown')) }),
  'inspector-revealed': { ...inspects({}), act: (page) => press(page, 'Reveal') },
  'inspector-proof': { ...inspects({}), act: make },
  'inspector-proof-revealed': {
    ...inspects({}),
    act: async (page) => {
      await page.getByLabel('Nonce').fill('nonce-of-the-server');
      await make(page);
      await page.getByRole('region', { name: 'Proof maker' }).getByRole('button', { name: 'Reveal' }).click();
    },
  },
  'inspector-proof-refused': { ...inspects({}, { sign: failing('unreachable') }), act: make },
  'inspector-sent': sends({ send: () => Promise.resolve(answer) }),
  'inspector-sent-picture': sends({
    send: () =>
      Promise.resolve({
        ...answer,
        hasAllHeaders: false,
        body: { is: 'other', type: 'image/png', bytes: 48_213 },
      }),
  }),
  'inspector-redirected': sends({
    send: () => Promise.resolve({ ...answer, status: 0, statusText: '', headers: [], body: { is: 'none' } }),
  }),
  'inspector-kept-from': sends({ send: failing('permission-missing') }),
  'inspector-unreached': sends({ send: failing('unreachable') }),
  'inspector-asks-first': {
    ...inspects({}),
    act: async (page) => {
      await page.getByLabel('Method').fill('DELETE');
      await make(page);
      await press(page, 'Send');
    },
  },
};

function sends(developers: Partial<DeveloperActions>): PopupScene {
  return {
    ...inspects({}, developers),
    act: async (page) => {
      await make(page);
      await press(page, 'Send');
    },
  };
}
