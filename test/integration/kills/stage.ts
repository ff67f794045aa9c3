import { expect } from 'vitest';
import { type IdentityId, type Issuer, identityIdOf, type WebId } from '../../../src/domain/identity.ts';
import { parseStorageRoot, type StorageRoot } from '../../../src/domain/pod.ts';
import type { WholeView } from '../../../src/domain/view.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import type { StrictServers } from '../../world/strict-servers.ts';
import type { WorkerGlobals } from '../../world/worker-script.ts';
import { FormVisitor } from '../form-visitor.ts';
import { MortalWorker } from './mortal-worker.ts';

/** A browser, the strict servers, Alice, and the worker that runs now. */
export class Stage {
  readonly servers: StrictServers;
  readonly #script: (globals: WorkerGlobals) => void;
  readonly #visitor: FormVisitor;
  worker: MortalWorker;
  /** What a flow wants to know later of how things were. */
  notes: Readonly<Record<string, unknown>> = {};

  constructor(servers: StrictServers, script: (globals: WorkerGlobals) => void) {
    this.servers = servers;
    this.#script = script;
    this.#visitor = new FormVisitor(servers.alice);
    restartBrowser();
    globalThis.indexedDB = new IDBFactory();
    browser.identity.launchWebAuthFlow.mockImplementation(({ url, interactive }) =>
      interactive ? this.#visitor.consent(url) : this.#visitor.visit(url, []),
    );
    this.worker = new MortalWorker(script);
  }

  get issuer(): Issuer {
    return this.servers.issuer.url as Issuer;
  }

  get id(): IdentityId {
    return identityIdOf(this.servers.alice.webId as WebId, this.issuer);
  }

  get pod(): StorageRoot {
    return parseStorageRoot(this.servers.alice.pod);
  }

  /** Her private page. */
  get page(): string {
    return `${this.pod}private/page.html`;
  }

  /** A folder that she alone may use. */
  get folder(): string {
    return `${this.pod}private/`;
  }

  /** The browser ends the worker, unless it has ended, and starts the next. */
  restart(): void {
    this.worker.end();
    this.worker = new MortalWorker(this.#script);
  }

  /** What the options show as soon as they are opened. */
  view(): Promise<WholeView> {
    return this.worker.shows(() => true);
  }

  /** Alice signs in with her WebID, and trusts her issuer where she is asked. */
  async signIn(): Promise<void> {
    const { worker } = this;
    const settled = (steps: RegExp) => worker.shows(({ signIn }) => steps.test(signIn.step));
    // What came of an earlier sign-in she puts away.
    await worker.ask('dismissSignIn', {});
    await worker.ask('signIn', { input: this.servers.alice.webId });
    const { signIn } = await settled(/^(trust|done|failed)$/);
    if (signIn.step === 'trust') await worker.ask('trustIssuer', { issuer: this.issuer });
    const end = await settled(/^(done|failed)$/);
    expect(end.signIn).toEqual({ step: 'done', identity: this.id });
  }

  /** What her private page answers to what the worker signs for a page of Latchkey. */
  async readsPage(nonce: string | null = null): Promise<number> {
    const headers = await this.worker.ask('sign', { id: this.id, method: 'GET', url: this.page, nonce });
    const response = await fetch(this.page, { headers: { ...headers } });
    await response.body?.cancel();
    const demanded = response.headers.get('dpop-nonce');
    const isNew = response.status === 401 && demanded !== null && demanded !== nonce;
    return isNew ? await this.readsPage(demanded) : response.status;
  }
}
