import { CAUSE_CODES, type Explanation, type Question, type Sight } from '../../src/domain/explanation.ts';
import type { View } from '../../src/domain/view.ts';
import { hashOf } from '../../src/ui/place.ts';
import { alice } from './people.ts';
import { longHost, view } from './views.ts';

const SIGHTS: readonly Sight[] = [
  { matter: 'latchkey', isRight: true, says: `Latchkey signs the request as ${alice.webId}.` },
  { matter: 'host', isRight: true, says: 'The browser lets Latchkey reach the hosts.' },
  { matter: 'unsigned', isRight: false, says: 'Unsigned, GET was answered 401.' },
  { matter: 'signed', isRight: false, says: 'Signed, GET was answered 403.' },
  { matter: 'words', isRight: null, says: `The server says: “${'Forbidden'.repeat(20)}”.` },
  { matter: 'rules', isRight: null, says: 'The rules of access may not be read, or there are none.' },
];

/** A made-up explanation, of the cause that the method's name is. */
export function explanationOf(question: Question): Explanation {
  const wanted = question.url.searchParams.get('cause');
  const code = CAUSE_CODES.find((one) => one === wanted) ?? 'not-known';
  const cause = { code, subject: alice.webId };
  return { question, identity: alice.id, cause, sights: SIGHTS, closed: [question.url.host] };
}

function scene(code: string, url = 'https://alice.pod.example/private/notes.ttl') {
  return { view: view({}), place: hashOf('inspector', { explain: `${url}?cause=${code}` }) };
}

/** The form, and every cause in the place where people read it. */
export const EXPLAIN_SCENES: Record<string, { readonly view: View; readonly place: string }> = {
  explain: { view: view({}), place: '#inspector?explain=' },
  'explain-long': scene('no-access', `https://${longHost}/${'very-long-'.repeat(20)}`),
};

for (const code of CAUSE_CODES) EXPLAIN_SCENES[`explain-${code}`] = scene(code);
