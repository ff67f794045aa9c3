import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { type ClientDraft, choiceOf, needsSecret } from '../../../options/client-draft.ts';
import { clientReason, clientWords } from '../../../options/client-text.ts';
import type { AuthMethod, ClientView } from '../../../src/domain/client.ts';

function draft(way: 'dynamic' | 'document' | 'static', method: AuthMethod = 'none'): ClientDraft {
  return {
    way: signal(way),
    documentId: signal(' https://alice.pod.example/client.jsonld '),
    staticId: signal(' abc '),
    method: signal(method),
    secret: signal(''),
  };
}

function client(parts: Partial<ClientView>): ClientView {
  return {
    way: 'dynamic',
    clientId: null,
    method: null,
    hasSecret: false,
    expiresAt: null,
    publicJwk: null,
    ...parts,
  };
}

describe('the choice that a draft comes to', () => {
  it('holds what its way needs, and nothing else', () => {
    expect(choiceOf(draft('dynamic'))).toEqual({ way: 'dynamic' });
    expect(choiceOf(draft('document'))).toEqual({
      way: 'document',
      clientId: 'https://alice.pod.example/client.jsonld',
    });
    expect(choiceOf(draft('static', 'private_key_jwt'))).toEqual({
      way: 'static',
      clientId: 'abc',
      method: 'private_key_jwt',
    });
  });

  it('needs a secret only where the method sends one', () => {
    expect(needsSecret(draft('static', 'client_secret_basic'))).toBe(true);
    expect(needsSecret(draft('static', 'client_secret_post'))).toBe(true);
    expect(needsSecret(draft('static', 'private_key_jwt'))).toBe(false);
    expect(needsSecret(draft('static', 'none'))).toBe(false);
    expect(needsSecret(draft('document', 'client_secret_post'))).toBe(false);
  });
});

describe('how Latchkey is known, in words', () => {
  it('tells a registration that is to come from one that is there', () => {
    expect(clientWords(client({}))).toBe('Registers at the first sign-in');
    expect(clientWords(client({ clientId: 'x', method: 'client_secret_basic' }))).toBe(
      'Registered by itself · client_secret_basic',
    );
    expect(clientReason(client({ clientId: 'x' }))).not.toBe(clientReason(client({})));
  });

  it('says what the person chose', () => {
    expect(clientWords(client({ way: 'document', clientId: 'x', method: 'none' }))).toBe(
      'Client ID Document · no secret',
    );
    expect(clientReason(client({ way: 'static', clientId: 'x' }))).toBe('You chose this.');
  });
});
