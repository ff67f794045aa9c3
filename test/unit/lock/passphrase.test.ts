import { describe, expect, it } from 'vitest';
import {
  MIN_LENGTH,
  parsePassphrase,
  unwrapByPassphrase,
  wrapByPassphrase,
} from '../../../src/lock/passphrase.ts';
import { makeVaultKey, textOf } from '../../../src/lock/vault-key.ts';
import { codeOf } from '../../fakes/failure.ts';

const FEW = 1000;

describe('the vault key', () => {
  it('is 256 random bits, as base64url', async () => {
    const texts = await Promise.all([1, 2].map(async () => textOf(await makeVaultKey())));
    for (const text of texts) expect(text).toMatch(/^[\w-]{43}$/);
    expect(new Set(texts).size).toBe(2);
  });

  it('opens with its passphrase, with the iterations that lie beside it', async () => {
    const key = await makeVaultKey();
    const wrap = await wrapByPassphrase(key, 'curiouser and curiouser', FEW);
    expect(wrap).toMatchObject({ by: 'passphrase', iterations: FEW });
    expect(await textOf(await unwrapByPassphrase(wrap, 'curiouser and curiouser'))).toBe(await textOf(key));
    expect(
      await codeOf(unwrapByPassphrase({ ...wrap, iterations: FEW + 1 }, 'curiouser and curiouser')),
    ).toBe('passphrase-wrong');
  });

  it('is wrapped with as many iterations as OWASP asks for, and another salt each time', async () => {
    const key = await makeVaultKey();
    const [one, other] = [
      await wrapByPassphrase(key, 'a passphrase'),
      await wrapByPassphrase(key, 'a passphrase'),
    ];
    expect(one.iterations).toBeGreaterThanOrEqual(600_000);
    expect(one.salt).toHaveLength(16);
    expect([one.salt, one.iv]).not.toEqual([other.salt, other.iv]);
  });

  it.each(['Curiouser and curiouser', 'curiouser and curiouser ', ''])(
    'does not open with %j',
    async (typed) => {
      const wrap = await wrapByPassphrase(await makeVaultKey(), 'curiouser and curiouser', FEW);
      expect(await codeOf(unwrapByPassphrase(wrap, typed))).toBe('passphrase-wrong');
    },
  );

  it('opens with the same letters, however a keyboard writes them', async () => {
    const wrap = await wrapByPassphrase(await makeVaultKey(), 'caf\u00e9 caf\u00e9 caf\u00e9', FEW);
    expect(await codeOf(unwrapByPassphrase(wrap, 'cafe\u0301 cafe\u0301 cafe\u0301'))).toBeNull();
  });
});

describe('a passphrase that was typed twice', () => {
  it('is taken as it is', () => {
    expect(parsePassphrase('twelve chars', 'twelve chars')).toBe('twelve chars');
  });

  it('is refused where it is short, whatever its characters are', () => {
    const short = '\u{1F511}'.repeat(MIN_LENGTH - 1);
    expect(() => parsePassphrase(short, short)).toThrow('passphrase-short');
  });

  it('is refused where it was mistyped', () => {
    expect(() => parsePassphrase('twelve chars', 'twelve charz')).toThrow('passphrase-differs');
  });
});
