import type { Person } from '../test/world/people.ts';
import type { SolidServer } from '../test/world/solid-server.ts';

const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#fff, #17181c); --wash: light-dark(#f6f5f2, #1f2126);
  --line: light-dark(#e3e0d9, #33363e); --ink: light-dark(#1b1c1f, #eceae5); --ink-2: light-dark(#5b5d63, #a9abb2);
  --brass: light-dark(#8a5a00, #e2b04a) }
* { box-sizing: border-box }
body { margin: 0; background: var(--wash); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 3.5rem 1.25rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em }
h2 { font-size: 1.05rem; margin: 0 }
.lead { color: var(--ink-2); margin: 0 0 2rem }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.4rem }
.people { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; margin-top: 1rem }
.who { display: flex; align-items: center; gap: .75rem; margin-bottom: .75rem }
.who img { border-radius: 50%; width: 40px; height: 40px }
ol { margin: 0; padding-left: 1.2rem } li { margin: .45rem 0 }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem .9rem; margin: 0 0 .75rem; font-size: .9rem }
dt { color: var(--ink-2) } dd { margin: 0; overflow-wrap: anywhere; user-select: all }
dd, code { font-family: ui-monospace, monospace; font-size: .84rem }
a { color: var(--brass) } a:focus-visible { outline: 2px solid; outline-offset: 3px; border-radius: 2px }
`;

/** The page that opens first: what to click, with which password, and where the private pages and the notes app are. */
export function welcomePage({ alice, bob }: SolidServer, notes: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Welcome to Latchkey</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<main>
<h1>Welcome to Latchkey</h1>
<p class="lead">A Solid server of your own is running, with two people on it. It is all in memory, and gone when you close the browser.</p>
<section class="card" aria-labelledby="steps">
<h2 id="steps">Try it</h2>
<ol>
<li>Open <a href="${alice.pod}private/page.html" target="_blank">Alice’s private page</a>: her server refuses.</li>
<li>Press the puzzle piece beside the address bar, then <strong>Latchkey</strong>.</li>
<li>Paste Alice’s WebID, press <strong>Sign in</strong>, trust the host, and sign in with her email and password.</li>
<li>In Latchkey again, press <strong>Allow opening pods at localhost</strong>.</li>
<li>Open Alice’s private page again. To let it show its picture too, press <strong>Connect this site</strong> in Latchkey.</li>
<li>Bob’s page stays shut for Alice. Sign in as Bob, too, and switch between them.</li>
<li>Open <a href="${notes}" target="_blank">the notes app</a>, another site. Press <strong>Connect this site</strong> in Latchkey over it, and write a note into the pod.</li>
</ol>
</section>
<div class="people">
${card(alice)}
${card(bob)}
</div>
</main>
`;
}

function card({ name, username, webId, email, password, pod }: Person): string {
  return `<section class="card" aria-labelledby="${username}">
<div class="who"><img src="${pod}public/photo.png" alt=""><h2 id="${username}">${name}</h2></div>
<dl><dt>WebID</dt><dd>${webId}</dd><dt>Email</dt><dd>${email}</dd><dt>Password</dt><dd>${password}</dd></dl>
<a href="${pod}private/page.html" target="_blank">Private page</a> ·
<a href="${pod}private/" target="_blank">Private folder</a> ·
<a href="${pod}public/page.html" target="_blank">Public page</a>
</section>`;
}
