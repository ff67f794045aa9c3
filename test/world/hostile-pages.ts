import { SPY } from './hostile-scripts.ts';
import type { SitePage } from './site.ts';

/** Takes the provider's place: the bridge is injected into a page that was there before, and looks for it. */
const IMPOSTOR = `
  const said = (window.said = []);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => said.push(data);
  window.say = (message) => port1.postMessage(message);
  window.addEventListener('latchkey:bridge?', () =>
    window.dispatchEvent(new MessageEvent('latchkey:bridge', { ports: [port2] })));
`;

const page = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Hostile</title><link rel="icon" href="data:,"><script>${script}</script>`;

/** Pages of a site that means ill. */
export function hostilePages(elsewhere: string): Readonly<Record<string, SitePage>> {
  return {
    '/spy': { html: page(`window.heard = [];${SPY}`) },
    '/impostor': { html: page(IMPOSTOR) },
    '/empty': { html: page('') },
    '/sandboxed': { html: page(''), headers: { 'content-security-policy': 'sandbox allow-scripts' } },
    '/frames': {
      html: `${page('')}
        <iframe name="sandboxed" sandbox="allow-scripts" src="/empty"></iframe>
        <iframe name="srcdoc" srcdoc="<p>Here."></iframe>
        <iframe name="sandboxed-srcdoc" sandbox="allow-scripts" srcdoc="<p>Here."></iframe>
        <iframe name="blank" src="about:blank"></iframe>
        <iframe name="same-origin" src="/empty"></iframe>
        <iframe name="cross-origin" src="${elsewhere}"></iframe>
        <iframe name="data" src="data:text/html,<p>Here."></iframe>`,
    },
  };
}
