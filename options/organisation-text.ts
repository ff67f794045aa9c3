import type { Feature, Managed } from '../src/domain/managed.ts';
import { siteLabel } from '../src/ui/access-text.ts';

const FEATURE_WORDS: Record<Feature, string> = {
  developers: 'the tabs for developers',
  everySite: 'offering Latchkey on every site',
  addIssuers: 'adding issuers',
  customClients: 'client IDs of your own',
};

/** What an organisation has set beside what the other pages mark as its own: title and words, none where it is nothing. */
export function organisationFacts(managed: Managed): readonly (readonly [title: string, words: string])[] {
  const { issuersOnly, lockRequired, lockIdleMinutes, featuresOff, blockedSites } = managed;
  const facts: readonly (readonly [string, string])[] = [
    ['Signing in', issuersOnly ? 'At its own issuers only.' : ''],
    ['Lock', lockRequired ? 'Required. Nothing is signed without one.' : ''],
    [
      'Locks by itself',
      lockIdleMinutes === undefined ? '' : `After ${lockIdleMinutes} minutes at the latest.`,
    ],
    ['Turned off', listOf(featuresOff.map((feature) => FEATURE_WORDS[feature]))],
    ['Sites that may not be connected', listOf(blockedSites.map(siteLabel))],
  ];
  return facts.filter(([, words]) => words !== '');
}

function listOf(parts: readonly string[]): string {
  return new Intl.ListFormat('en').format(parts);
}

/** Whether an organisation has set anything, or has tried to. */
export function isManaged({ issuers, pods, sites, problems, ...rest }: Managed): boolean {
  const lists = [issuers, pods, sites, problems];
  return (
    lists.some((list) => list.length > 0) ||
    organisationFacts({ ...rest, issuers, pods, sites, problems }).length > 0
  );
}
