import type { Issuer } from '../../src/domain/identity.ts';
import type { SignatureVerdict } from '../../src/inspect/signature.ts';
import { type Check, no, unknown, yes } from '../../src/inspect/token-checks.ts';
import type { TaskState } from '../../src/ui/task.ts';
import { sentence } from '../../src/ui/text.ts';

/** Solid-OIDC section 4: pods take a token only of an issuer that the WebID's profile names. */
export function profileCheck(named: TaskState<readonly Issuer[]>, issuer: Issuer): Check {
  const of = 'Profile';
  if (named.step === 'failed') return unknown(of, sentence(named.failure));
  if (named.step !== 'done') return { of, verdict: 'pending', says: 'The profile is being read…' };
  return named.result.includes(issuer)
    ? yes(of, 'The profile names this issuer in solid:oidcIssuer.')
    : no(of, 'The profile does not name this issuer in solid:oidcIssuer, so no pod has to take the token.');
}

const SIGNATURES: Readonly<Record<SignatureVerdict, (of: string) => Check>> = {
  signed: (of) => yes(of, 'It is signed by a key that the issuer publishes.'),
  forged: (of) => no(of, 'It is not signed by the key that it names among those that the issuer publishes.'),
  'no-key': (of) =>
    no(
      of,
      'The issuer publishes no key that fits. It may have replaced its keys since; then a new token helps.',
    ),
  'algorithm-unsupported': (of) => unknown(of, 'it is signed in a way that this browser cannot check.'),
};

/** RFC 7515 section 5.2, by the keys of the issuer (OpenID Connect Discovery 1.0 section 3, `jwks_uri`). */
export function signatureCheck(signature: TaskState<SignatureVerdict>): Check {
  const of = 'Signature';
  if (signature.step === 'failed') return unknown(of, sentence(signature.failure));
  if (signature.step !== 'done') return { of, verdict: 'pending', says: 'The issuer’s keys are being read…' };
  return SIGNATURES[signature.result](of);
}
