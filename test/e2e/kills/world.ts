import type { Page } from 'playwright-core';
import { keptValues } from '../../world/kept-values.ts';
import { pageAt } from '../../world/pages.ts';
import type { Person } from '../../world/people.ts';
import { grantedBefore } from '../../world/permissions.ts';
import { allowPods, openPopup } from '../../world/popup.ts';
import type { Random } from '../../world/random.ts';
import { opened, type Site, startSite } from '../../world/site.ts';
import { inWords } from '../../world/strict-issuer.ts';
import type { SeenByPod } from '../../world/strict-pod.ts';
import { type StrictServers, startStrictServers } from '../../world/strict-servers.ts';
import { passIssuersPages, signInAtIssuer } from '../../world/strict-sign-in.ts';
import { openScene, type Scene } from '../scene.ts';

/** Milliseconds in which an issuer's page has come up, unless the worker ended before. */
const PATIENCE = 8_000;

/** So many requests tell what an issuer was asked for lately. */
const LATELY = 25;

/** Somebody with an issuer and a pod of their own. */
export interface Someone {
  readonly person: Person;
  readonly servers: StrictServers;
}

/** Two people, a site, and a browser whose worker ends while they do things. */
export class KillsWorld implements AsyncDisposable {
  readonly scene: Scene;
  readonly site: Site;
  readonly people: readonly [Someone, Someone];
  /** The site in its tab, a tab for private pages, and the popup over the former. */
  readonly app: Page;
  readonly tab: Page;
  readonly popup: Page;
  readonly random: Random;

  private constructor(
    parts: Pick<KillsWorld, 'scene' | 'site' | 'people' | 'app' | 'tab' | 'popup' | 'random'>,
  ) {
    ({
      scene: this.scene,
      site: this.site,
      people: this.people,
      app: this.app,
      tab: this.tab,
      popup: this.popup,
      random: this.random,
    } = parts);
  }

  static async open(random: Random): Promise<KillsWorld> {
    const [first, second] = [await startStrictServers(), await startStrictServers()];
    const people = [
      { person: first.alice, servers: first },
      { person: second.bob, servers: second },
    ] as const;
    const [scene, site] = [await openScene(), await startSite()];
    await grantedBefore(scene.browser);
    const [tab, app] = [await scene.browser.context.newPage(), await opened(scene.browser, site.url)];
    const popup = await openPopup(scene.browser, app);
    for (const { person, servers } of people)
      await signInAtIssuer(scene.browser, popup, servers.issuer.url, person);
    await allowPods(popup);
    return new KillsWorld({ scene, site, people, app, tab, popup, random });
  }

  /** Ends the worker at some moment of what is being done: so many messages to the browser later. */
  async endSoon(): Promise<void> {
    for (let left = this.random.below(40); left > 0; left -= 1)
      await this.tab.evaluate(() => 0).catch(() => 0);
    await this.scene.browser.killWorker();
  }

  /** Presses "Sign in again", and does what the issuer's page asks for, if it comes up. */
  async signInAgain({ person, servers }: Someone): Promise<void> {
    const { context } = this.scene.browser;
    const page = pageAt(context, `${servers.issuer.url}/sign-in/`, PATIENCE);
    await Promise.all([
      page.then((shown) => passIssuersPages(shown, person)),
      this.popup
        .getByRole('button', { name: `Sign in again as ${person.name}` })
        .first()
        .click({ timeout: PATIENCE }),
    ]).catch(() => undefined);
  }

  /**
   * Closes the window of a sign-in whose worker ended, as who sees it does. The browser is asked for it: of a window
   * that came up just as the worker ended, Playwright is told nothing.
   */
  async closeLeftovers(): Promise<void> {
    await this.popup.evaluate(async () => {
      const windows = await chrome.windows.getAll({ populate: true, windowTypes: ['popup'] });
      const ours = chrome.runtime.getURL('');
      const left = windows.filter(({ tabs }) => tabs?.every(({ url }) => url?.startsWith(ours) !== true));
      await Promise.allSettled(
        left.map(({ id }) => chrome.windows.remove(id ?? chrome.windows.WINDOW_ID_NONE)),
      );
    });
  }

  /** The requests that pods have had since they were looked at last. */
  takeSeen(): readonly SeenByPod[] {
    return this.people.flatMap(({ servers }) => servers.pod.seen.splice(0));
  }

  /** What the issuers were asked for last, for who wants to know why a session ended. */
  askedLately(): readonly string[] {
    return this.people.flatMap(({ person, servers }) =>
      servers.issuer.seen.slice(-LATELY).map((seen) => `${person.name}'s issuer: ${inWords(seen)}`),
    );
  }

  /** What the popup says, what is kept and what the site's page was told, for who wants to know what is wrong. */
  async asItIs(): Promise<string> {
    const said = await this.popup.getByRole('alert').allInnerTexts();
    const { grants, 'site-identities': chosen, 'active-identity': active } = await keptValues(this.popup);
    const told = await this.app.evaluate(() => window.solid?.webId);
    return JSON.stringify({ said, active, chosen, grants, told }, null, 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scene[Symbol.asyncDispose]();
    const servers = [this.site, ...this.people.map((someone) => someone.servers)];
    await Promise.all(servers.map((one) => one[Symbol.asyncDispose]()));
  }
}
