import type { Person } from './people.ts';

/** The size of every page in bytes: pages differ in what they say, never in how much is sent. */
const PAGE_SIZE = 4096;
/** What the private style sheet makes of `body`, as a computed style says it. */
export const STYLED_BACKGROUND = 'rgb(246, 245, 242)';

const PLAIN_STYLE = '<style>body { font: 16px/1.5 system-ui; margin: 3em auto; max-width: 34em }</style>';

/** A page without parts of its own. */
export function plainPage({ name }: Person, access: 'private' | 'public'): string {
  return page(
    `A plain ${access} page`,
    PLAIN_STYLE,
    `<p>This is a ${access} page in the pod of ${name}.</p>`,
  );
}

/** A page whose style sheet and picture are as private as itself. */
export function privatePage({ name }: Person): string {
  return page(
    `${name}’s private page`,
    '<link rel="stylesheet" href="style.css">',
    `<p>Only ${name} may read this page, and nobody else on the web.</p>
<img src="picture.png" alt="A private picture" width="480" height="200">
<p>The picture and the colours of this page are private, too.</p>
<p><a href="notes.ttl">Notes</a> · <a href="./">Folder</a> · <a href="plain.html">Plain page</a></p>`,
  );
}

function page(title: string, head: string, body: string): string {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
${head}
<main>
<h1>${title}</h1>
${body}
</main>
`;
  const room = PAGE_SIZE - Buffer.byteLength(html) - '<!---->\n'.length;
  return `${html}<!--${'.'.repeat(room)}-->\n`;
}

export const STYLE = `body { background: ${STYLED_BACKGROUND}; color: #1b1c1f; font: 16px/1.5 system-ui, sans-serif; margin: 0 }
main { background: #fff; border: 1px solid #e3e0d9; border-radius: 12px; margin: 3em auto; max-width: 30em; padding: 1em 2em }
h1 { font-size: 1.4em }
img { border-radius: 8px; height: auto; max-width: 100% }
a { color: #8a5a00 }
`;

export function notes({ name }: Person): string {
  return `@prefix dct: <http://purl.org/dc/terms/>.
<#first> dct:title "A private note"; dct:creator "${name}"; dct:description "Feed the cat.".
`;
}

/** The profile of a person, with the photo that stands in the pod's public folder. */
export function profile({ name, webId, pod }: Person, issuer: string): string {
  return `@prefix foaf: <http://xmlns.com/foaf/0.1/>.
@prefix solid: <http://www.w3.org/ns/solid/terms#>.
@prefix pim: <http://www.w3.org/ns/pim/space#>.
@prefix vcard: <http://www.w3.org/2006/vcard/ns#>.
<> a foaf:PersonalProfileDocument; foaf:maker <${webId}>; foaf:primaryTopic <${webId}>.
<${webId}> a foaf:Person;
  foaf:name "${name}";
  vcard:hasPhoto <${pod}public/photo.png>;
  solid:oidcIssuer <${issuer}>;
  pim:storage <${pod}>.
`;
}

/** Access to a container and all that is in it: everything for its owner, some or nothing for the public. */
export function access({ webId }: Person, everybody: readonly ('Read' | 'Append')[]): string {
  const publicly = everybody.map((mode) => `acl:${mode}`).join(', ');
  return `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
@prefix foaf: <http://xmlns.com/foaf/0.1/>.
<#owner> a acl:Authorization; acl:agent <${webId}>; acl:accessTo <./>; acl:default <./>;
  acl:mode acl:Read, acl:Write, acl:Control.
${publicly === '' ? '' : `<#public> a acl:Authorization; acl:agentClass foaf:Agent; acl:accessTo <./>; acl:default <./>; acl:mode ${publicly}.`}
`;
}
