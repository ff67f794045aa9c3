import { Stated, shown } from './stated.ts';

const DPOP = 'dpop_signing_alg_values_supported';
const ID_TOKEN = 'id_token_signing_alg_values_supported';

/** What OpenID Connect Discovery 1.0 section 3 requires of a provider with a token endpoint. */
const REQUIRED = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'response_types_supported',
  'subject_types_supported',
  ID_TOKEN,
];

const ADDRESSES = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'registration_endpoint',
  'pushed_authorization_request_endpoint',
  'revocation_endpoint',
  'end_session_endpoint',
  'userinfo_endpoint',
  'introspection_endpoint',
];

const LISTS = [
  'scopes_supported',
  'response_types_supported',
  'grant_types_supported',
  'subject_types_supported',
  ID_TOKEN,
  'token_endpoint_auth_methods_supported',
  'token_endpoint_auth_signing_alg_values_supported',
  'code_challenge_methods_supported',
  DPOP,
];

const FLAGS = [
  'authorization_response_iss_parameter_supported',
  'require_pushed_authorization_requests',
  'client_id_metadata_document_supported',
];

/** Where an issuer's metadata departs from what the specifications say, a sentence each. */
export function deviationsOf(metadata: unknown, metadataUrl: URL): readonly string[] {
  const stated = new Stated(metadata, metadataUrl);
  return [
    ...REQUIRED.filter((name) => !stated.has(name)).map(
      (name) => `${name} is missing, which OpenID Connect Discovery 1.0 section 3 requires.`,
    ),
    ...ofIssuer(stated),
    ...ADDRESSES.flatMap((name) => ofAddress(stated, name)),
    ...LISTS.filter((name) => stated.has(name) && stated.list(name) === null).map(
      (name) => `${name} is not a list of strings.`,
    ),
    ...FLAGS.filter((name) => stated.has(name) && stated.flag(name) === null).map(
      (name) => `${name} is neither true nor false.`,
    ),
    ...RULES.flatMap(([isBroken, says]) => (isBroken(stated) ? [says] : [])),
  ];
}

function ofIssuer(metadata: Stated): readonly string[] {
  const issuer = metadata.text('issuer') ?? '';
  const url = URL.parse(issuer);
  if (url === null) return [];
  const found: string[] = [];
  if (url.search !== '' || url.hash !== '') {
    found.push('issuer has a query or a fragment, which OpenID Connect Discovery 1.0 section 3 forbids.');
  }
  if (!metadata.namesItself) {
    const onlySlashes = issuer.replace(/\/+$/, '') === metadata.address;
    found.push(
      `issuer is ${shown(issuer)}, but stands at the address of ${shown(metadata.address)}${onlySlashes ? ', from which it may differ by one final slash at most' : ''} (OpenID Connect Discovery 1.0 section 4.3).`,
    );
  }
  return found;
}

function ofAddress(metadata: Stated, name: string): readonly string[] {
  const endpoint = metadata.endpoint(name);
  if (endpoint.is !== 'unusable') return [];
  const { code, value } = endpoint;
  if (code === 'address-insecure') {
    return [`${name} is ${value}, without https. Latchkey uses plain http on this machine only.`];
  }
  if (code === 'address-private') {
    return [
      `${name} is ${value}, on this machine or in a private network, where nothing on the internet may lead. Latchkey does not follow.`,
    ];
  }
  return [`${name} is ${value === '' ? 'no text' : value}, which is no web address.`];
}

const RULES: readonly (readonly [isBroken: (metadata: Stated) => boolean, says: string])[] = [
  [
    (metadata) => !metadata.names('scopes_supported', 'webid'),
    'webid is not in scopes_supported, where Solid-OIDC (Conformance Discovery) wants it.',
  ],
  [
    (metadata) => metadata.leavesOut('response_types_supported', 'code'),
    'response_types_supported leaves out code, which every Solid sign-in uses.',
  ],
  [
    (metadata) => metadata.leavesOut(DPOP, 'ES256'),
    `${DPOP} leaves out ES256. RFC 9449 requires no algorithm, but Latchkey signs with this one, as do most Solid clients.`,
  ],
  [
    (metadata) => metadata.list(DPOP)?.some((name) => name === 'none' || name.startsWith('HS')) === true,
    `${DPOP} names none or a symmetric algorithm, which RFC 9449 section 4.2 forbids: such a proof proves no key.`,
  ],
  [
    (metadata) => metadata.leavesOut(ID_TOKEN, 'RS256'),
    `${ID_TOKEN} leaves out RS256, which OpenID Connect Discovery 1.0 section 3 requires. It does not trouble Latchkey.`,
  ],
  [
    (metadata) => metadata.names(ID_TOKEN, 'none'),
    `${ID_TOKEN} names none: an ID token without a signature proves nothing to anybody else. Latchkey refuses it.`,
  ],
  [
    (metadata) => metadata.names('token_endpoint_auth_signing_alg_values_supported', 'none'),
    'token_endpoint_auth_signing_alg_values_supported names none, which OpenID Connect Discovery 1.0 section 3 forbids.',
  ],
  [
    (metadata) => metadata.leavesOut('code_challenge_methods_supported', 'S256'),
    'code_challenge_methods_supported leaves out S256, which RFC 7636 section 4.2 requires of every server that knows PKCE.',
  ],
  [
    (metadata) =>
      metadata.flag('require_pushed_authorization_requests') === true &&
      !metadata.has('pushed_authorization_request_endpoint'),
    'require_pushed_authorization_requests is true, but pushed_authorization_request_endpoint is missing (RFC 9126 section 5).',
  ],
  [
    (metadata) => metadata.saysSolid && metadata.flag('client_id_metadata_document_supported') === false,
    'client_id_metadata_document_supported is false, but a Solid issuer has to read Client ID Documents (Solid-OIDC section 5.1).',
  ],
];
