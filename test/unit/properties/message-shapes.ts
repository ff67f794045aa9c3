import fc from 'fast-check';
import type { MessageName } from '../../../src/messaging/contract.ts';

/** What a value has to be, and values on both sides of it. */
export interface Shape {
  readonly is: (value: unknown) => boolean;
  readonly some: fc.Arbitrary<unknown>;
}

const text = (most: number, least = 0): Shape => ({
  is: (value) => typeof value === 'string' && value.length >= least && value.length <= most,
  some: fc.oneof(
    { weight: 20, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, most, most + 1).map((length) => 'a'.repeat(length)) },
  ),
});
const oneOf = (...words: readonly string[]): Shape => ({
  is: (value) => words.some((word) => word === value),
  some: fc.constantFrom(...words, 'other', 'constructor', ''),
});
const orNull = ({ is, some }: Shape): Shape => ({
  is: (value) => value === null || is(value),
  some: fc.oneof(fc.constant(null), some),
});
const list = ({ is, some }: Shape, least: number, most: number): Shape => ({
  is: (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && Array.from(value).every(is),
  some: fc.oneof(
    { weight: 20, arbitrary: fc.array(some, { maxLength: 4 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(some, fc.constantFrom(most, most + 1))
        .map(([one, length]) => Array.from({ length }, () => one)),
    },
  ),
});
const either = (...shapes: readonly Shape[]): Shape => ({
  is: (value) => shapes.some(({ is }) => is(value)),
  some: fc.oneof(...shapes.map(({ some }) => some)),
});
const flag: Shape = { is: (value) => value === true || value === false, some: fc.boolean() };
const tab: Shape = {
  is: (value) =>
    typeof value === 'number' && value >= 0 && value % 1 === 0 && value < Number.POSITIVE_INFINITY,
  some: fc.oneof(fc.nat(), fc.constantFrom(-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, -0)),
};
const method: Shape = {
  is: (value) =>
    typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= 32 &&
    Array.from(value).every((letter) => /[a-z0-9]/i.test(letter) || "!#$%&'*+-.^_`|~".includes(letter)),
  some: fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.constantFrom('GET', 'M-SEARCH', 'GET ', 'É', 'a'.repeat(32), 'a'.repeat(33), 'GET\n'),
  ),
};

/** An object that has these members, of which the last so many may be missing, and no other. */
function members(shapes: Readonly<Record<string, Shape>>, optional: readonly string[] = []): Shape {
  const names = Object.keys(shapes);
  const required = names.filter((name) => !optional.includes(name));
  return {
    is: (value) => {
      if (typeof value !== 'object' || value === null) return false;
      const found = new Map<string, unknown>();
      // What an object inherits counts, too: a Blob is no message that holds nothing.
      for (const name in value) found.set(name, Reflect.get(value, name));
      if ([...found.keys()].some((name) => !names.includes(name))) return false;
      const isFree = (name: string) => optional.includes(name) && found.get(name) === undefined;
      return names.every(
        (name) => isFree(name) || (found.has(name) && shapes[name]?.is(found.get(name)) === true),
      );
    },
    some: fc.record(
      Object.fromEntries(names.map((name) => [name, shapes[name]?.some ?? fc.constant(null)])),
      { requiredKeys: required, noNullPrototype: true },
    ),
  };
}

const input = text(4096);
const identity = text(4096);
const address = text(2048);
const clientId = text(2048, 1);
const secret = text(4096, 1);
const nothing = members({});
const access = members({ storage: address, modes: list(oneOf('read', 'append', 'write'), 1, 3) });
const choice = either(
  members({ way: oneOf('dynamic') }),
  members({ way: oneOf('document'), clientId }),
  members({
    way: oneOf('static'),
    clientId,
    method: oneOf('none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'),
  }),
);

const bytes: Shape = {
  is: (value) => value instanceof Uint8Array && value.length <= 1024,
  some: fc.oneof(
    { weight: 20, arbitrary: fc.uint8Array({ maxLength: 48 }) },
    { weight: 1, arbitrary: fc.constantFrom(1024, 1025).map((length) => new Uint8Array(length)) },
  ),
};
const number: Shape = {
  is: (value) => typeof value === 'number' && !Number.isNaN(value),
  some: fc.oneof(fc.nat(), fc.constant(Number.NaN)),
};
const key = text(43, 43);
const wrapped = { salt: bytes, iv: bytes, wrapped: bytes };
const wrap = either(
  members({ by: oneOf('passphrase'), iterations: number, ...wrapped }),
  members({ by: oneOf('passkey'), credential: bytes, ...wrapped }),
);
const idle: Shape = {
  is: (value) => [5, 15, 60, 'system', 'never'].some((one) => one === value),
  some: fc.constantFrom(5, 15, 60, 'system', 'never', '5', 0, 61),
};

/** What each message of the worker's API holds, written down once more. */
export const SHAPES: Readonly<Record<MessageName, Shape>> = {
  signIn: members({ input }),
  signInAgain: members({ id: identity }),
  chooseIssuer: members({ issuer: address }),
  trustIssuer: members({ issuer: address }),
  allowLegacy: members({ issuer: address }),
  signInWithCredentials: members({ input, clientId, secret }),
  dismissSignIn: nothing,
  switchIdentity: members({ id: orNull(identity) }),
  signOut: members({ id: identity }),
  signOutEverywhere: nothing,
  signOutAt: members({ issuer: address }),
  staySignedInAt: members({ issuer: address }),
  forget: members({ id: identity }),
  addIssuer: members({ address: input }),
  removeIssuer: members({ issuer: address }),
  setLegacy: members({ issuer: address, legacy: flag }),
  chooseClient: members({ issuer: address, choice, secret: orNull(secret) }),
  checkClientDocument: members({ clientId }),
  addPod: members({ address: input }),
  removePod: members({ storage: address }),
  setPodPolicy: members({ storage: address, policy: oneOf('when-asked', 'never') }),
  setPodIdentity: members({ storage: address, identity: orNull(identity) }),
  connectSite: members({ tabId: tab }),
  disconnectSite: members({ site: address }),
  revokeGrant: members({ site: address, identity, storage: address }),
  chooseForSite: members({ site: address, identity: orNull(identity) }),
  offerEverywhere: members({ everywhere: flag }),
  usePrivateWindows: members({ used: flag }),
  nextApproval: nothing,
  answerApproval: members({
    approval: input,
    answer: oneOf('once', 'until-sign-out', 'always', 'deny'),
    identity: orNull(identity),
    access: list(access, 0, 50),
  }),
  denyAll: nothing,
  inspect: members({ id: identity }),
  sign: members({ id: identity, method, url: text(65_536), nonce: orNull(text(1024, 1)), date: input }, [
    'date',
  ]),
  closedOf: members({ urls: list(text(65_536), 0, 2) }),
  judge: members({ method, url: text(65_536), site: orNull(address), tabId: orNull(tab) }),
  setLock: members({ key, wraps: list(wrap, 1, 10) }),
  turnLockOff: members({ key }),
  setIdleLock: members({ idle }),
  lock: nothing,
  unlock: members({ key }),
  startOver: nothing,
  clearActivity: nothing,
  pauseActivity: members({ paused: flag }),
  pageRefused: nothing,
};
