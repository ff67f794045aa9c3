import { profile } from './documents.ts';
import type { Listener } from './listener.ts';
import { type People, type Person, peopleAt } from './people.ts';

/** Alice and Bob where profiles and pods are served from two origins. */
export function peopleApart(profiles: string, pods: string): People {
  const { alice, bob } = peopleAt(`${pods}/`);
  const profiled = (person: Person): Person => ({ ...person, webId: `${profiles}/${person.username}#me` });
  return { alice: profiled(alice), bob: profiled(bob) };
}

/** The profiles of Alice and Bob. */
export interface Profiles {
  /** The issuer that both name. */
  issuer: string;
}

/** Serves to everybody the profiles of Alice and Bob, which name their issuer and their pods. */
export function serveProfiles(listener: Listener, { alice, bob }: People, issuer: string): Profiles {
  const profiles: Profiles = { issuer };
  listener.answer(({ url = '' }, response) => {
    const person = [alice, bob].find(({ username }) => url === `/${username}`);
    const turtle = person === undefined ? undefined : profile(person, profiles.issuer);
    response.writeHead(turtle === undefined ? 404 : 200, {
      'content-type': 'text/turtle',
      'access-control-allow-origin': '*',
    });
    response.end(turtle);
  });
  return profiles;
}
