import type { ComponentType } from 'preact';
import { AboutPage } from './about-page.tsx';
import { ClientsPage } from './clients-page.tsx';
import { IssuersPage } from './issuers-page.tsx';
import type { PageProps } from './page-props.ts';
import { PodsPage } from './pods-page.tsx';
import { PrivacyPage } from './privacy-page.tsx';
import { SitesPage } from './sites-page.tsx';

/** A page of the options. */
export interface Page {
  /** Its name in the address. */
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType<PageProps>;
}

/** The page that opens where none is named. */
const FIRST: Page = { id: 'issuers', title: 'Trusted issuers', Body: IssuersPage };

/** The pages of the options, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  FIRST,
  { id: 'clients', title: 'Client IDs', Body: ClientsPage },
  { id: 'pods', title: 'Pods', Body: PodsPage },
  { id: 'sites', title: 'Sites', Body: SitesPage },
  { id: 'privacy', title: 'Privacy and security', Body: PrivacyPage },
  { id: 'about', title: 'About', Body: AboutPage },
];

export function pageOf(id: string): Page {
  return PAGES.find((page) => page.id === id) ?? FIRST;
}
