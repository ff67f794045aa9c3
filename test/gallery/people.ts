import { type IdentityId, type Issuer, identityIdOf, type WebId } from '../../src/domain/identity.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import type { SessionState } from '../../src/domain/session.ts';
import type { IdentityView } from '../../src/domain/view.ts';

const PHOTO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMCAIAAADZF8uwAAABSUlEQVR42gXBoQrAIBQAQL/TOLAYDCvKgohYZhovGHTpYRBBg8jCinWftTvyKfpp+jn6efpd9Av0u+mH9Cv06/Sb9HspWWpbeltuW35b17bCtu5t4bbKtvq25rbejTyKP5o/jj+ePxd/An9u/iB/Cn86fyZ/Xk6a2pvem9ub39u1t7C3e2+4t7K3vre5t3cnWR1ZH9kd2R/5OnI48n1kPHI5cj/yPPJ7kKRs0jY5m7xNl03BptsmtKnY1G2aNr2WgPKgPTgP3sPlIXi4PaCH4qF7mB5eT04Fp4bTwenhvOAMcN5wIpwFzg7nhPMFYlQ0OhoXjY/miiZEc0eD0ZRoejQzmjcSqVBqlA6lR3mhDChvlIiyoOwoJ8oXiVBV6CpcFb6Kq4pQxV0FVlGq6FXMKt5KmBpMD+YG84Ndg4XB7sFwsDJYH2wO9o4f/6v2GYj6LNAAAAAASUVORK5CYII=';

/** A made-up identity; the casts stand for the parsers that real ones come through. */
export function person(
  name: string,
  webId: string,
  { state = 'signed-in', issuer = 'https://login.example/', photo = null, storages }: Partial<Rest> = {},
): IdentityView {
  const parts = { webId: webId as WebId, issuer: issuer as Issuer };
  const pods = storages ?? [new URL('/', webId).href];
  return {
    id: identityIdOf(parts.webId, parts.issuer),
    ...parts,
    ...{ name, photo, state },
    storages: pods as readonly StorageRoot[],
  };
}

interface Rest {
  readonly state: SessionState;
  readonly issuer: string;
  readonly photo: string | null;
  readonly storages: readonly string[];
}

export const alice = person('Alice Liddell', 'https://alice.pod.example/profile/card#me');
export const work = person('Alice at work', 'https://id.company.example/a.liddell', {
  state: 'login-required',
});
export const bob = person('Bob', 'https://bob.pod.example/card#me', { state: 'signed-out', photo: PHOTO });

/** People whose names and addresses try to break the page. */
export const awkward: readonly IdentityView[] = [
  person('فاطمة بنت محمد الفهرية القرشية', 'https://fatima.pod.example/profile/card#me'),
  person('W'.repeat(80), `https://${'long'.repeat(12)}.example/${'path/'.repeat(20)}card#me`, {
    state: 'login-required',
  }),
  person('nameless.pod.example/profile/card#me', 'https://nameless.pod.example/profile/card#me'),
  person('Twin', 'https://twin.pod.example/card#me', { state: 'signed-out' }),
  person('Twin', 'https://twin.pod.example/card#me', { issuer: 'https://other.example' }),
  person('王小明', 'https://xn--r8jz45g.example/王#me', { photo: PHOTO }),
];

const NAMES = 'Ada Ben Cleo Dan Eve Finn Gus Hal Ida Jo Kim Lou Mia Ned Ola Pam Quin Rex Sue Tom'.split(' ');

export const twenty: readonly IdentityView[] = NAMES.map((name, index) =>
  person(`${name} Example`, `https://${name.toLowerCase()}.pod.example/profile/card#me`, {
    state: index % 5 === 3 ? 'login-required' : index % 7 === 5 ? 'signed-out' : 'signed-in',
  }),
);

export function idOf(people: readonly IdentityView[], index: number): IdentityId | null {
  return people[index]?.id ?? null;
}
