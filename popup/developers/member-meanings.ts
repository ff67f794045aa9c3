/** What is said of a standard member: its name in the specification, which one that is, and what it means. */
export interface Meaning {
  readonly title: string;
  readonly spec: string;
  readonly means: string;
}

/** Which object a member stands in: the same name means other things in others. */
export type Kind = 'header' | 'claims' | 'proof' | 'cnf' | 'jwk';

type Lines = Readonly<Record<string, readonly [title: string, spec: string, means: string]>>;

const HEADER: Lines = {
  alg: ['Algorithm', 'RFC 7515', 'how it is signed'],
  typ: ['Type', 'RFC 7515', 'what kind of token it is'],
  cty: ['Content Type', 'RFC 7515', 'what the signed text is'],
  kid: ['Key ID', 'RFC 7515', 'which of the signer’s keys signed it'],
  jwk: ['JSON Web Key', 'RFC 7515', 'the public key that checks the signature'],
  jku: ['JWK Set URL', 'RFC 7515', 'where the signer’s keys are said to be'],
  x5u: ['X.509 URL', 'RFC 7515', 'where the signer’s certificate is said to be'],
  x5c: ['X.509 Certificate Chain', 'RFC 7515', 'the signer’s certificates'],
  x5t: ['X.509 SHA-1 Thumbprint', 'RFC 7515', 'the digest of the signer’s certificate'],
  'x5t#S256': ['X.509 SHA-256 Thumbprint', 'RFC 7515', 'the digest of the signer’s certificate'],
  crit: ['Critical', 'RFC 7515', 'members of this header that a reader has to understand'],
};

const TOKEN: Lines = {
  iss: ['Issuer', 'RFC 7519', 'who made the token'],
  sub: ['Subject', 'RFC 7519', 'whom it is about, by the issuer’s own name for them'],
  aud: ['Audience', 'RFC 7519', 'for whom it is meant'],
  exp: ['Expiration Time', 'RFC 7519', 'when it ends'],
  nbf: ['Not Before', 'RFC 7519', 'when it begins to count'],
  iat: ['Issued At', 'RFC 7519', 'when it was made'],
  jti: ['JWT ID', 'RFC 7519', 'a name of its own, which no other token has'],
  cnf: ['Confirmation', 'RFC 7800', 'the key whose holder alone may use it'],
  webid: ['WebID', 'Solid-OIDC', 'the person, as pods know them'],
  client_id: ['Client Identifier', 'RFC 9068', 'the app that it was given to'],
  scope: ['Scope', 'RFC 9068', 'what the app asked for and was given'],
  roles: ['Roles', 'RFC 9068', 'what the person is at the issuer'],
  groups: ['Groups', 'RFC 9068', 'what the person belongs to at the issuer'],
  entitlements: ['Entitlements', 'RFC 9068', 'what the person may do at the issuer'],
};

const SIGN_IN: Lines = {
  azp: ['Authorized Party', 'OpenID Connect Core', 'the client that it was given to'],
  nonce: ['Nonce', 'OpenID Connect Core', 'ties it to one sign-in, so that no old one passes for it'],
  auth_time: ['Authentication Time', 'OpenID Connect Core', 'when the person last showed who they are'],
  acr: ['Authentication Context Class', 'OpenID Connect Core', 'how surely the person was recognised'],
  amr: ['Authentication Methods', 'OpenID Connect Core', 'by what the person was recognised'],
  at_hash: ['Access Token Hash', 'OpenID Connect Core', 'ties it to the access token that came with it'],
  c_hash: ['Code Hash', 'OpenID Connect Core', 'ties it to the code that it was had for'],
  sid: ['Session ID', 'OpenID Connect Logout', 'the issuer’s session with this browser'],
};

const PERSON: Lines = Object.fromEntries(
  Object.entries({
    name: ['Full Name', 'the whole name, as it is shown'],
    given_name: ['Given Name', 'first names'],
    family_name: ['Family Name', 'last names'],
    middle_name: ['Middle Name', 'names in between'],
    nickname: ['Nickname', 'a casual name'],
    preferred_username: ['Preferred User Name', 'the name that the person goes by'],
    profile: ['Profile', 'a page about the person'],
    picture: ['Picture', 'the person’s photo'],
    website: ['Website', 'the person’s own page'],
    email: ['Email', 'the person’s address'],
    email_verified: ['Email Verified', 'whether the issuer has checked the address'],
    gender: ['Gender', 'the person’s gender'],
    birthdate: ['Birth Date', 'the day on which the person was born'],
    zoneinfo: ['Time Zone', 'the person’s time zone'],
    locale: ['Locale', 'the person’s language and region'],
    phone_number: ['Phone Number', 'the person’s number'],
    phone_number_verified: ['Phone Number Verified', 'whether the issuer has checked the number'],
    address: ['Address', 'where the person lives'],
    updated_at: ['Updated At', 'when this was last changed'],
  }).map(([name, [title = '', means = '']]) => [name, [title, 'OpenID Connect Core', means] as const]),
);

const PROOF: Lines = {
  htm: ['HTTP Method', 'RFC 9449', 'the one method that it is for'],
  htu: ['HTTP Target URI', 'RFC 9449', 'the one address that it is for, without its query'],
  iat: ['Issued At', 'RFC 9449', 'when it was made, by the server’s clock as far as it is known'],
  jti: ['JWT ID', 'RFC 9449', 'a name of its own, by which servers know that it was used'],
  ath: ['Access Token Hash', 'RFC 9449', 'ties it to one access token'],
  nonce: ['Nonce', 'RFC 9449', 'what the server gave to be shown that it is new'],
};

const CNF: Lines = {
  jkt: ['JWK Thumbprint', 'RFC 9449', 'the thumbprint of the key'],
  jwk: ['JSON Web Key', 'RFC 7800', 'the public key itself'],
  kid: ['Key ID', 'RFC 7800', 'the name of the key'],
};

const JWK: Lines = {
  kty: ['Key Type', 'RFC 7517', 'the family of the key'],
  use: ['Public Key Use', 'RFC 7517', 'what it is for'],
  key_ops: ['Key Operations', 'RFC 7517', 'what may be done with it'],
  alg: ['Algorithm', 'RFC 7517', 'what it signs by'],
  kid: ['Key ID', 'RFC 7517', 'the name of the key'],
  crv: ['Curve', 'RFC 7518', 'the curve that the point lies on'],
  x: ['X Coordinate', 'RFC 7518', 'the point’s first half'],
  y: ['Y Coordinate', 'RFC 7518', 'the point’s second half'],
  n: ['Modulus', 'RFC 7518', 'the number that makes the key'],
  e: ['Exponent', 'RFC 7518', 'the number that goes with it'],
};

const MEANINGS: Readonly<Record<Kind, Lines>> = {
  header: HEADER,
  claims: { ...TOKEN, ...SIGN_IN, ...PERSON },
  proof: PROOF,
  cnf: CNF,
  jwk: JWK,
};

/** What the specifications say of a member; null where none of them knows it. */
export function meaningOf(kind: Kind | null, name: string): Meaning | null {
  const lines = kind === null ? {} : MEANINGS[kind];
  const [title, spec, means] = (Object.hasOwn(lines, name) && lines[name]) || [];
  return title === undefined || spec === undefined || means === undefined ? null : { title, spec, means };
}
