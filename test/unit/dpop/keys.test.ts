import { calculateJwkThumbprint, exportJWK } from 'jose';
import { expect, it } from 'vitest';
import { generateDpopKey } from '../../../src/dpop/keys.ts';

it('makes a key whose public half and thumbprint are those that other software finds', async () => {
  const { pair, publicJwk, jkt } = await generateDpopKey();
  expect(publicJwk).toEqual(await exportJWK(pair.publicKey));
  expect(jkt).toBe(await calculateJwkThumbprint(publicJwk, 'sha256'));
});

it('makes a key that cannot be taken out', async () => {
  const { pair } = await generateDpopKey();
  await expect(crypto.subtle.exportKey('jwk', pair.privateKey)).rejects.toThrow();
});
