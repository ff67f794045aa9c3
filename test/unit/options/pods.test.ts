import { describe, expect, it } from 'vitest';
import { sitesIn } from '../../../options/pod-sites.ts';
import { identityWords, originWords } from '../../../options/pod-text.ts';
import { ANY_POD, type Grant, type Site } from '../../../src/domain/grant.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { grantOf, OTHER_POD, POD } from '../../fakes/people.ts';
import { alice, bob, work } from '../../gallery/people.ts';

const notes = parseStorageRoot(`${POD}notes/`);
const whole = parseStorageRoot('https://pod.example/');
const named = (name: string, change: Partial<Grant>) =>
  grantOf({ site: `https://${name}.example` as Site, ...change });
const sitesOf = (...grants: readonly Grant[]) =>
  sitesIn(POD, grants).map(({ site, modes }) => `${site} ${modes.join()}`);

describe('the sites of a pod', () => {
  it('are those with a grant for it, for a part of it, for more, or for any pod, by name', () => {
    const grants = [
      named('whole', { storage: whole }),
      named('notes', { storage: notes }),
      named('any', { storage: ANY_POD }),
      named('pod', {}),
      named('other', { storage: OTHER_POD }),
    ];
    expect(sitesIn(POD, grants).map(({ site }) => site)).toEqual(
      ['any', 'notes', 'pod', 'whole'].map((name) => `https://${name}.example`),
    );
  });

  it('stand there once, with all that they may do', () => {
    const first = named('app', {});
    expect(sitesOf(first, named('app', { storage: notes, modes: ['write'] }))).toEqual([
      'https://app.example read,write',
    ]);
  });

  it('have nothing on this machine from a grant for any pod', () => {
    const local = parseStorageRoot('http://localhost:3000/');
    expect(sitesIn(local, [named('any', { storage: ANY_POD })])).toEqual([]);
  });
});

describe('what is said of a pod', () => {
  const [storage = POD] = alice.storages;

  it('is whose profile names it, else who added it', () => {
    const twice = { ...bob, storages: [storage] };
    expect(originWords({ storage, isAdded: true }, [alice, work])).toBe('From the profile of Alice Liddell');
    expect(originWords({ storage, isAdded: false }, [alice, twice])).toBe(
      'From the profile of Alice Liddell and the profile of Bob',
    );
    expect(originWords({ storage: POD, isAdded: true }, [alice])).toBe('Added by you');
    expect(originWords({ storage: POD, isAdded: false }, [alice])).toContain('No profile');
  });

  it('is whether the identity that opens pages, chosen or active, can open them', () => {
    expect(identityWords('when-asked', undefined, [alice, bob])).toBe('Anonymous opens no private pages.');
    expect(identityWords('when-asked', alice, [alice, bob])).toBe('Opens pages here.');
    expect(identityWords('when-asked', bob, [alice, bob])).toContain('Bob is not signed in');
    expect(identityWords('never', bob, [alice, bob])).not.toContain('Bob');
  });
});
