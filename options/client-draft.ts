import type { Signal } from '@preact/signals';
import type { AuthMethod, ClientChoice } from '../src/domain/client.ts';
import type { Way } from './client-text.ts';

/** What the form of a client holds while a person fills it in. Each way keeps its own client ID. */
export interface ClientDraft {
  readonly way: Signal<Way>;
  readonly documentId: Signal<string>;
  readonly staticId: Signal<string>;
  readonly method: Signal<AuthMethod>;
  readonly secret: Signal<string>;
}

/** The choice that a draft comes to. */
export function choiceOf({ way, documentId, staticId, method }: ClientDraft): ClientChoice {
  switch (way.value) {
    case 'dynamic':
      return { way: 'dynamic' };
    case 'document':
      return { way: 'document', clientId: documentId.value.trim() };
    case 'static':
      return { way: 'static', clientId: staticId.value.trim(), method: method.value };
  }
}

/** Whether the chosen method proves itself by a secret. */
export function needsSecret({ way, method }: Pick<ClientDraft, 'way' | 'method'>): boolean {
  return way.value === 'static' && method.value.startsWith('client_secret_');
}
