/** A person of the test world, with an account and a pod at its server. */
export interface Person {
  readonly name: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly webId: string;
  /** The pod's root; append a path to it: `${alice.pod}private/page.html`. */
  readonly pod: string;
  /** The hue of their pictures, in degrees. */
  readonly hue: number;
}

export interface People {
  readonly alice: Person;
  readonly bob: Person;
}

/** Alice and Bob, as they live at a server. */
export function peopleAt(server: string): People {
  return {
    alice: personAt(server, {
      name: 'Alice Liddell',
      username: 'alice',
      password: 'follow-the-rabbit',
      hue: 215,
    }),
    bob: personAt(server, { name: 'Bob Dodgson', username: 'bob', password: 'through-the-glass', hue: 320 }),
  };
}

function personAt(server: string, person: Pick<Person, 'name' | 'username' | 'password' | 'hue'>): Person {
  const pod = `${server}${person.username}/`;
  return { ...person, email: `${person.username}@example.org`, pod, webId: `${pod}profile/card#me` };
}
