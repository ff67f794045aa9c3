import type { Explanation, Sight } from '../../src/domain/explanation.ts';
import { cleanText } from '../../src/domain/identity.ts';
import { causeSentence, MATTER_TITLES, nextStep } from './explain-text.ts';

/** Far more than any sentence needs: what a server says must not fill somebody's clipboard. */
const MAX_LINE = 2000;

/** An explanation as plain Markdown, to hand to whoever runs the server: no token and no proof is in it. */
export function explanationReport({ question, identity, cause, sights }: Explanation): string {
  const { method, url, site } = question;
  return [
    `# Why ${method} ${line(url.origin + url.pathname)} is refused`,
    '',
    line(causeSentence(cause)),
    '',
    line(nextStep(cause)),
    '',
    `- Cause: ${cause.code}`,
    `- Site: ${site ?? 'none, a navigation'}`,
    `- Identity: ${identity === null ? 'none' : line(identity.split(' ')[0] ?? '')}`,
    '',
    '## What was looked at',
    '',
    ...sights.map(
      ({ matter, isRight, says }) =>
        `- **${MATTER_TITLES[matter]}** (${verdictWord(isRight)}): ${line(says)}`,
    ),
    '',
    'Explained by Latchkey.',
    '',
  ].join('\n');
}

/** What a person reads for whether something stands in the way. */
export function verdictWord(isRight: Sight['isRight']): string {
  if (isRight === null) return 'does not tell';
  return isRight ? 'in order' : 'in the way';
}

/** A server's words stay on their line, so that they cannot pose as the report's own. */
function line(text: string): string {
  return cleanText(text, MAX_LINE);
}
