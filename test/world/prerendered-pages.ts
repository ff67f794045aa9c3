import type { SitePage } from './site.ts';

/** What a page says of one of its calls, once that has been answered. */
export interface Said {
  readonly outcome: string;
  readonly isPrerendered: boolean;
  /** Whether it was prerendered before it was shown. */
  readonly wasPrerendered: boolean;
}

/** Has the browser prerender an address, and goes there once the pod answers `/silent/NAME-go`. */
const opener = (pod: string): string => `<!doctype html><meta charset="utf-8"><title>Opener</title>
<link rel="icon" href="data:,">
<script>
  const { name, next } = Object.fromEntries(new URLSearchParams(location.search));
  const rules = document.createElement('script');
  rules.type = 'speculationrules';
  rules.textContent = JSON.stringify({ prerender: [{ urls: [next], eagerness: 'immediate' }] });
  document.head.append(rules);
  fetch('${pod}silent/' + name + '-go').then(() => (location.href = next));
</script>`;

/** Calls the provider at once, and tells the pod, at `/echo/NAME-…`, what became of that. */
const caller = (pod: string): string => `<!doctype html><meta charset="utf-8"><title>Caller</title>
<link rel="icon" href="data:,">
<script>
  const name = new URLSearchParams(location.search).get('name');
  const at = '${pod}echo/' + name + '-';
  const tell = (what, outcome) => fetch(at + what, { method: 'POST', body: JSON.stringify({
    outcome: String(outcome),
    isPrerendered: document.prerendering,
    wasPrerendered: performance.getEntriesByType('navigation')[0].activationStart > 0,
  }) });
  const codeOf = ({ code }) => code;
  const login = window.solid?.login().then(({ webId }) => webId, codeOf);
  login?.then((outcome) => tell('login', outcome));
  window.solid?.fetch(at + 'private').then(({ status }) => status, codeOf).then((outcome) => tell('fetch', outcome));
  (async () => {
    await tell('called', typeof window.solid);
    await fetch('${pod}silent/' + name + '-still');
    await tell('still', window.solid?.webId);
  })();
</script>`;

/**
 * Makes a signed request as soon as it is known who the person is. An unpacked extension is there only a moment after
 * the browser is, so that the very first page may have to load again to meet it.
 */
const bystander = (pod: string): string => `<!doctype html><meta charset="utf-8"><title>Bystander</title>
<link rel="icon" href="data:,">
<script>
  const name = new URLSearchParams(location.search).get('name');
  if (!('solid' in window)) location.reload();
  else solid.addEventListener('change', () => solid.fetch('${pod}echo/' + name + '-bystander'));
</script>`;

/** Pages of a site that act by themselves. Others of the same host may have the caller prerendered. */
export function prerenderedPages(pod: string): Readonly<Record<string, SitePage>> {
  return {
    '/opener': { html: opener(pod) },
    '/caller': { html: caller(pod), headers: { 'supports-loading-mode': 'credentialed-prerender' } },
    '/bystander': { html: bystander(pod) },
  };
}
