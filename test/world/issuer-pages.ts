/** What an issuer shows to a person: plain pages that work without scripts, in a browser and for a visitor. */

const STYLE = `body { background: #f5f5f2; color: #1b1c1f; font: 16px/1.5 system-ui, sans-serif; margin: 0 }
main { background: #fff; border: 1px solid #ddd; border-radius: 12px; margin: 3em auto; max-width: 24em; padding: 1em 2em }
input { box-sizing: border-box; display: block; font: inherit; margin-bottom: 1em; padding: .4em; width: 100% }
button { font: inherit; margin: 0 .5em .5em 0; padding: .4em 1.2em }
[role=alert] { color: #b00020 }`;

/** Asks who is there. */
export function signInPage(issuer: string, mistake: string | null): string {
  const alert = mistake === null ? '' : `<p role="alert">${escaped(mistake)}</p>`;
  return page(
    'Sign in',
    `${alert}<form method="post">
<label for="username">Username</label>
<input id="username" name="username" autocomplete="username" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button name="answer" value="yes">Sign in</button>
<button name="answer" value="no" formnovalidate>Cancel</button>
</form>
<p>You sign in at ${escaped(issuer)}.</p>`,
  );
}

/** Asks whether a client may act for the person. */
export function consentPage(client: string, webId: string): string {
  return page(
    'Allow access',
    `<p>${escaped(client)} wants to act as ${escaped(webId)}.</p>
<form method="post">
<button name="answer" value="yes">Allow</button>
<button name="answer" value="no">Cancel</button>
</form>`,
  );
}

/** Asks whether to leave. `form` is oidc-provider's own, with its id and its hidden field. */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    `${form}
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button form="op.logoutForm">Stay signed in</button>`,
  );
}

export function signedOutPage(): string {
  return page('Signed out', '<p>You have signed out.</p>');
}

export function errorPage(error: string, description: string): string {
  return page('This did not work', `<p><code>${escaped(error)}</code>: ${escaped(description)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
${body}
</main>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
