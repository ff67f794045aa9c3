import type { SiteLogin } from '../messaging/site-contract.ts';
import { type Channel, errorOf } from './channel.ts';
import { dispatchAt, freeze } from './intrinsics.ts';
import type { Told } from './told.ts';

/** What a site sees of Latchkey: see docs/provider.md. */
export interface SolidProvider extends EventTarget {
  /** Who the person is to this site; null until it is connected. An event `change` tells of another. */
  readonly webId: string | null;
  login(options?: SiteLogin): Promise<{ webId: string }>;
  /** Disconnects this site only. */
  logout(): Promise<void>;
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
}

/** Makes the provider of a page. */
export function createProvider(channel: Channel, told: Told, send: SolidProvider['fetch']): SolidProvider {
  class Provider extends EventTarget implements SolidProvider {
    get webId() {
      return told.webId;
    }

    async login(options: SiteLogin = {}): Promise<{ webId: string }> {
      const granted = await ask((id) => ({ type: 'login', id, options }));
      if (granted === null) throw errorOf('user-rejected');
      return { webId: granted };
    }

    async logout(): Promise<void> {
      await ask((id) => ({ type: 'logout', id }));
    }

    fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      return send(input, init);
    }
  }

  function ask(message: Parameters<Channel['call']>[0]): Promise<string | null> {
    return new Promise((resolve, reject) => {
      channel.call(message, (answer) => {
        if (answer.type === 'done') resolve(answer.webId);
        if (answer.type === 'failed') reject(errorOf(answer.code));
      });
    });
  }

  freeze(Provider.prototype);
  const provider = freeze(new Provider());
  told.watch(() => dispatchAt(provider, new Event('change')));
  return provider;
}
