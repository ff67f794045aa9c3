import { type Finding, TOPICS, type Topic } from '../domain/examination.ts';
import { Stated, shown } from './stated.ts';
import {
  authentication,
  dpop,
  idToken,
  type Known,
  pkce,
  refresh,
  refused,
  statedAs,
} from './token-findings.ts';

const FINDINGS: Record<Topic, (metadata: Stated) => Known> = {
  issuer,
  solid,
  dpop,
  pkce,
  'token-endpoint': authentication,
  refresh,
  registration,
  'client-document': clientDocument,
  par: pushedRequests,
  revocation,
  logout,
  'issuer-in-response': issuerInResponse,
  'id-token': idToken,
};

/** What an issuer's metadata says of each topic, and what follows for Latchkey. */
export function findingsOf(metadata: unknown, metadataUrl: URL): readonly Finding[] {
  const stated = new Stated(metadata, metadataUrl);
  return TOPICS.map((topic) => ({ topic, ...FINDINGS[topic](stated) }));
}

/** OpenID Connect Discovery 1.0 section 4.3; Solid-OIDC compares issuers letter by letter. */
function issuer(metadata: Stated): Known {
  const text = metadata.text('issuer');
  if (text === null) {
    return { verdict: 'no', says: 'The metadata names no issuer. Latchkey does not sign in here.' };
  }
  if (!metadata.namesItself) {
    return {
      verdict: 'no',
      says: `The metadata names the issuer ${shown(text)}, but stands at ${shown(metadata.url.href)}, where the issuer has to be ${shown(metadata.address)}, with a final slash or without. Latchkey does not sign in here: one issuer could pass for another.`,
    };
  }
  const slash = text.endsWith('/') ? 'with its final slash' : 'without a final slash';
  return {
    verdict: 'yes',
    says: `The issuer string is ${shown(text)}, and it matches the address. A profile has to name it exactly so in solid:oidcIssuer, ${slash}; any other spelling is another issuer.`,
  };
}

/** Solid-OIDC, "Conformance Discovery". */
function solid(metadata: Stated): Known {
  if (metadata.names('scopes_supported', 'webid')) {
    return {
      verdict: 'yes',
      says: 'webid is in scopes_supported, by which a Solid issuer makes itself known. Latchkey asks for the scope webid and takes the WebID from the ID token.',
    };
  }
  if (metadata.saysSolid) {
    return {
      verdict: 'partly',
      says: 'solid_oidc_supported is stated, by which a Solid issuer made itself known in older drafts; webid is not in scopes_supported. Latchkey asks for the scope webid all the same.',
    };
  }
  return {
    verdict: 'unstated',
    says: 'Neither webid in scopes_supported nor the older solid_oidc_supported is stated, so this may be no Solid issuer at all. Latchkey warns and asks before it signs in. Node Solid Server states neither and works.',
  };
}

/** RFC 7591. */
function registration(metadata: Stated): Known {
  return statedAs(metadata, 'registration_endpoint', {
    usable: {
      verdict: 'yes',
      says: 'registration_endpoint is stated: Latchkey registers by itself at the first sign-in, and goes by what the response says. A registration may still be refused, by an allow list for example.',
    },
    absent: {
      verdict: 'no',
      says: 'registration_endpoint is absent: Latchkey cannot register by itself. It needs a Client ID Document, or a client ID that the issuer gives out.',
    },
  });
}

/** Solid-OIDC section 5.1; `client_id_metadata_document_supported` is of OAuth's own draft of the same idea. */
function clientDocument(metadata: Stated): Known {
  const flag = metadata.flag('client_id_metadata_document_supported');
  if (flag === true) {
    return {
      verdict: 'yes',
      says: 'client_id_metadata_document_supported is true: the URL of a Client ID Document will do as the client ID, without registration.',
    };
  }
  if (flag === false) {
    return {
      verdict: 'no',
      says: 'client_id_metadata_document_supported is false: the URL of a Client ID Document will hardly do as the client ID. Let Latchkey register instead.',
    };
  }
  if (metadata.saysSolid) {
    return {
      verdict: 'yes',
      says: 'The metadata need not say it: an issuer that calls itself a Solid one has to read Client ID Documents (Solid-OIDC section 5.1), so the URL of one will do as the client ID. Some issuers take only those on a list of theirs.',
    };
  }
  return {
    verdict: 'unstated',
    says: 'The metadata does not say whether the URL of a Client ID Document will do as the client ID. Solid issuers have to accept it (Solid-OIDC section 5.1), but this one does not call itself one, and Node Solid Server refuses it.',
  };
}

/** RFC 9126 section 5. */
function pushedRequests(metadata: Stated): Known {
  const isRequired = metadata.flag('require_pushed_authorization_requests') === true;
  return statedAs(metadata, 'pushed_authorization_request_endpoint', {
    usable: {
      verdict: 'yes',
      says: isRequired
        ? 'Pushed authorization requests are required, so Latchkey pushes each of its requests before it opens the sign-in page.'
        : 'Pushed authorization requests are offered and not required. Latchkey does without them.',
    },
    absent: {
      verdict: 'no',
      says: isRequired
        ? 'Pushed authorization requests are required, but pushed_authorization_request_endpoint is absent. Latchkey cannot sign in here.'
        : 'Pushed authorization requests are not offered. Latchkey does not need them.',
    },
  });
}

/** RFC 7009. */
function revocation(metadata: Stated): Known {
  return statedAs(metadata, 'revocation_endpoint', {
    usable: {
      verdict: 'yes',
      says: 'revocation_endpoint is stated: upon sign-out Latchkey has the issuer revoke the refresh token.',
    },
    absent: {
      verdict: 'no',
      says: 'revocation_endpoint is absent: upon sign-out Latchkey deletes its tokens, and at the issuer the refresh token runs out by itself.',
    },
  });
}

/** OpenID Connect RP-Initiated Logout 1.0 section 2.1. */
function logout(metadata: Stated): Known {
  return statedAs(metadata, 'end_session_endpoint', {
    usable: {
      verdict: 'yes',
      says: 'end_session_endpoint is stated: after sign-out Latchkey can also end the issuer’s own session in this browser.',
    },
    absent: {
      verdict: 'no',
      says: 'end_session_endpoint is absent: after sign-out the issuer’s own session in this browser goes on until it is ended on the issuer’s pages.',
    },
  });
}

/** RFC 9207 section 3: absent means false. */
function issuerInResponse(metadata: Stated): Known {
  if (metadata.flag('authorization_response_iss_parameter_supported') === true) {
    return {
      verdict: 'yes',
      says: 'authorization_response_iss_parameter_supported is true: Latchkey refuses an authorization response without iss, or with another one, before it asks for tokens.',
    };
  }
  return refused(
    'authorization_response_iss_parameter_supported is not true, which promises no iss in authorization responses (RFC 9207 section 3). Latchkey signs in without it, and refuses a wrong one. Against mix-ups, state and PKCE remain.',
  );
}
