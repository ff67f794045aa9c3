import { type Lies, says } from '../../../fakes/lies.ts';
import { mutations } from './mutation.ts';

const EVIL = 'https://evil.example/';

/** Changes the answer that the person comes back with. */
function back(change: (parameters: URLSearchParams, url: URL) => unknown): Lies {
  return { callback: (url) => void change(url.searchParams, url) };
}

/** Says something a second time. */
function twice(name: string, value?: string): Lies {
  return back((given) => given.append(name, value ?? given.get(name) ?? ''));
}

export const AUTHORIZATION = [
  ...mutations('authorization-state', 'authorization', {
    'no state': back((given) => given.delete('state')),
    'another state': back((given) => given.set('state', 'other')),
    'an empty state': back((given) => given.set('state', '')),
    'a state that only begins like ours': back((given) => given.set('state', `${given.get('state') ?? ''}x`)),
    'an error with another state': back((given) => {
      given.set('error', 'access_denied');
      given.set('state', 'other');
    }),
  }),
  ...mutations('authorization-issuer', 'authorization', {
    'no iss, which was promised': back((given) => given.delete('iss')),
    'another iss': back((given) => given.set('iss', EVIL)),
    'an empty iss': back((given) => given.set('iss', '')),
    'an iss without its slash': back((given) => given.set('iss', (given.get('iss') ?? '').slice(0, -1))),
    'an iss in capitals': back((given) => given.set('iss', (given.get('iss') ?? '').toUpperCase())),
    'another iss, though none was promised': {
      ...back((given) => given.set('iss', EVIL)),
      metadata: says({ authorization_response_iss_parameter_supported: false }),
    },
  }),
  ...mutations('authorization-duplicate', 'authorization', {
    'the state twice': twice('state'),
    'two states': twice('state', 'other'),
    'the iss twice': twice('iss'),
    'two iss': twice('iss', EVIL),
    'the code twice': twice('code'),
    'two codes': twice('code', 'other'),
    'an error twice': back((given) => {
      given.append('error', 'access_denied');
      given.append('error', 'server_error');
    }),
  }),
  ...mutations('authorization-invalid', 'authorization', {
    'no code': back((given) => given.delete('code')),
    'an empty code': back((given) => given.set('code', '')),
    'an ID token beside the code': back((given) => given.set('id_token', 'a.b.c')),
    'an access token beside the code': back((given) => given.set('token', 'a')),
    'an answer in a JWT': back((given) => given.set('response', 'a.b.c')),
    'an answer at another path': back((_given, url) => (url.pathname = '/other')),
    'an answer at another host': back((_given, url) => (url.hostname = 'evil.example')),
    'an answer in another scheme': back((_given, url) => (url.protocol = 'http:')),
    'an answer in the fragment': back((_given, url) => {
      url.hash = url.search.slice(1);
      url.searchParams.delete('code');
    }),
  }),
];
