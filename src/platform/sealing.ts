import { LatchkeyError } from '../domain/errors.ts';
import type { Bytes } from '../domain/lock.ts';

/** The members of rows that are secret, wherever in a row they stand. */
type Secret = 'tokens' | 'secret' | 'management';
const SECRETS: readonly string[] = ['tokens', 'secret', 'management'] satisfies Secret[];

/** A secret that is encrypted with the vault key. It opens only in the place where it was sealed. */
export interface Sealed {
  readonly iv: Bytes;
  readonly sealed: ArrayBuffer;
}

/** A row as it lies in the database: nobody can tell what is in its secrets, which may be sealed. */
export type AtRest<Part> = Part extends string | CryptoKeyPair
  ? Part
  : Part extends object
    ? { [Name in keyof Part]: Name extends Secret ? unknown : AtRest<Part[Name]> }
    : Part;

type Act = (secret: unknown, place: string) => Promise<unknown>;

/** Makes something else of each secret of a row that is there. */
export async function mapSecrets<Row>(row: unknown, place: string, act: Act): Promise<Row> {
  return (await mapped(row, place, act)) as Row;
}

async function mapped(part: unknown, place: string, act: Act): Promise<unknown> {
  // A key is no plain object, and holds nothing that could be sealed.
  if (Object.prototype.toString.call(part) !== '[object Object]') return part;
  const members = Object.entries(part as object).map(async ([name, value]: [string, unknown]) => {
    const at = `${place} ${name}`;
    const isSecret = SECRETS.includes(name) && value !== null;
    return [name, await (isSecret ? act(value, at) : mapped(value, at, act))];
  });
  return Object.fromEntries(await Promise.all(members));
}

export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && 'sealed' in value;
}

/**
 * Seals a value by AES-GCM (NIST SP 800-38D), with a fresh IV.
 *
 * @param place where it will lie: a sealed value that is moved to another place does not open there
 */
export async function seal(value: unknown, key: CryptoKey, place: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(algorithm(iv, place), key, bytesOf(JSON.stringify(value)));
  return { iv, sealed };
}

/**
 * @throws LatchkeyError `secret-damaged` where it was sealed with another key or in another place, or was changed
 */
export async function open({ iv, sealed }: Sealed, key: CryptoKey, place: string): Promise<unknown> {
  try {
    const bytes = await crypto.subtle.decrypt(algorithm(iv, place), key, sealed);
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new LatchkeyError('secret-damaged', '', error);
  }
}

function algorithm(iv: Bytes, place: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: bytesOf(place) };
}

function bytesOf(text: string): Bytes {
  return new TextEncoder().encode(text);
}
