import { answers, claims, type Lies, type Statement } from '../../../fakes/lies.ts';
import { mutations } from './mutation.ts';

const OIDC_ISSUER = 'http://www.w3.org/ns/solid/terms#oidcIssuer';

/** Puts something else in the place of the triple that names the issuer. */
function profile(turtle: (issuer: string) => string): Lies {
  return {
    profile: (statement) => {
      statement.body = turtle(issuerIn(statement));
    },
  };
}

function issuerIn({ body }: Statement): string {
  return new RegExp(`<${OIDC_ISSUER}> <([^>]*)>`).exec(String(body))?.[1] ?? '';
}

const names = (subject: string, object: string) => `${subject} <${OIDC_ISSUER}> ${object}.`;

/** The one triple that binds a WebID to its issuer; the person typed the issuer, so that it alone tells. */
export const PROFILE = [
  ...mutations(
    'profile-names-other-issuer',
    'profile',
    {
      'triple: none': profile(() => ''),
      'triple: another issuer': profile(() => names('<#me>', '<https://evil.example/>')),
      'triple: another subject': profile((issuer) => names('<#you>', `<${issuer}>`)),
      'triple: the document as its subject': profile((issuer) => names('<>', `<${issuer}>`)),
      'triple: nobody as its subject': profile((issuer) => names('[]', `<${issuer}>`)),
      'triple: a subject elsewhere': profile((issuer) =>
        names('<https://alice.example/card#me>', `<${issuer}>`),
      ),
      'triple: in a comment': profile((issuer) => `# ${names('<#me>', `<${issuer}>`)}`),
      'triple: in a literal': profile((issuer) => `<#me> <#says> "${names('<#me>', `<${issuer}>`)}".`),
      'triple: a literal as its object': profile((issuer) => names('<#me>', `"${issuer}"`)),
      'triple: a typed literal as its object': profile((issuer) =>
        names('<#me>', `"${issuer}"^^<http://www.w3.org/2001/XMLSchema#anyURI>`),
      ),
      'triple: the issuer without its slash': profile((issuer) => names('<#me>', `<${issuer.slice(0, -1)}>`)),
      'triple: the issuer with a slash more': profile((issuer) => names('<#me>', `<${issuer}/>`)),
      'triple: the issuer in capitals': profile((issuer) => names('<#me>', `<${issuer.toUpperCase()}>`)),
      'triple: another predicate': profile((issuer) => `<#me> <${OIDC_ISSUER}s> <${issuer}>.`),
      'triple: turned round': profile((issuer) => names(`<${issuer}>`, '<#me>')),
      'triple: in a Link header': {
        profile: (statement) => {
          statement.headers['link'] = `<${issuerIn(statement)}>; rel="${OIDC_ISSUER}"`;
          statement.body = '';
        },
      },
      'webid: another one in the same profile': {
        idToken: ({ claims: own }) => {
          own['webid'] = String(own['webid']).replace('#me', '#you');
        },
      },
    },
    { typed: 'issuer' },
  ),
  ...mutations(
    'profile-invalid',
    'profile',
    {
      'profile: gone': { profile: answers({ status: 404 }) },
      'profile: broken': profile(() => '<#me>'),
      'profile: not Turtle': { profile: answers({ headers: {} }) },
    },
    { typed: 'issuer' },
  ),
  ...mutations(
    'address-private',
    'keys',
    { 'webid: in a private network': { idToken: claims({ webid: 'https://10.0.0.1/card#me' }) } },
    { typed: 'issuer' },
  ),
  ...mutations(
    'address-insecure',
    'keys',
    { 'webid: without encryption': { idToken: claims({ webid: 'http://bob.example/card#me' }) } },
    { typed: 'issuer' },
  ),
];
