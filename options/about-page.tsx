import { OrganisationSection } from './organisation-section.tsx';
import type { PageProps } from './page-props.ts';

/** What this is, and what it does with what it knows. */
export function AboutPage({ view, version }: PageProps) {
  return (
    <>
      <p class="lead">
        The key to your own pod: one sign-in for every Solid pod and app, in the browser itself.
      </p>
      <section class="card pad stack">
        <dl class="facts">
          <dt>Version</dt>
          <dd>{version}</dd>
          <dt>License</dt>
          <dd>MIT</dd>
          <dt>What it keeps</dt>
          <dd>
            Your identities with their keys and tokens, and what you chose here: in this browser only. A key
            cannot be exported, by Latchkey itself either.
          </dd>
          <dt>Whom it talks to</dt>
          <dd>
            The issuers, profiles and pods that you use, and nobody else. It measures nothing and reports
            nothing.
          </dd>
        </dl>
      </section>
      <OrganisationSection managed={view.managed} />
    </>
  );
}
