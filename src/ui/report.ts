import type { Examination } from '../domain/examination.ts';
import { cleanText } from '../domain/identity.ts';
import { TOPIC_TITLES, VERDICT_WORDS } from './examination-text.ts';
import { hostOf } from './host.ts';

/** Far more than any sentence needs: what a server says of itself must not fill somebody's clipboard. */
const MAX_LINE = 2000;

/** An examination as plain Markdown, to hand to whoever runs the issuer. */
export function reportOf({ issuer, metadataUrl, findings, deviations }: Examination): string {
  return [
    `# What ${line(hostOf(metadataUrl))} says about itself`,
    '',
    `- Issuer: ${issuer === '' ? 'none stated' : line(issuer)}`,
    `- Metadata: ${line(metadataUrl)}`,
    '',
    '## Findings',
    '',
    ...findings.map(
      ({ topic, verdict, says }) => `- **${TOPIC_TITLES[topic]}** (${VERDICT_WORDS[verdict]}): ${line(says)}`,
    ),
    '',
    '## Deviations from the specifications',
    '',
    ...(deviations.length === 0
      ? ['None was found.']
      : deviations.map((deviation) => `- ${line(deviation)}`)),
    '',
    'Examined by Latchkey, from the metadata alone.',
    '',
  ].join('\n');
}

/** A server's words stay on their line, so that they cannot pose as the report's own. */
function line(text: string): string {
  return cleanText(text, MAX_LINE);
}
