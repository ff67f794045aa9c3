import { useEffect } from 'preact/hooks';
import type { Issuer } from '../../src/domain/identity.ts';
import type { Inspection } from '../../src/domain/inspection.ts';
import type { DecodedToken } from '../../src/inspect/decoded-token.ts';
import type { SignatureVerdict } from '../../src/inspect/signature.ts';
import {
  accessAudienceCheck,
  type Check,
  idAudienceCheck,
  issuerCheck,
  keyCheck,
  timeCheck,
  unknown,
  webIdCheck,
} from '../../src/inspect/token-checks.ts';
import { type TaskState, useTask } from '../../src/ui/task.ts';
import type { DeveloperActions } from './actions.ts';
import { profileCheck, signatureCheck } from './read-checks.ts';

/** Which of an identity's tokens. */
export type TokenName = 'access' | 'id';

/** Reads which issuers the profile names, once for both tokens. */
export function useNamedIssuers(
  { webId }: Inspection,
  { issuersNamedBy }: DeveloperActions,
): TaskState<readonly Issuer[]> {
  const { state, run } = useTask<readonly Issuer[]>();
  useEffect(() => run(issuersNamedBy(webId)), [webId]);
  return state;
}

/** Checks the signature of a token that has one. */
export function useSignature(
  token: string,
  isJwt: boolean,
  { issuer }: Inspection,
  { verifySignature }: DeveloperActions,
): TaskState<SignatureVerdict> {
  const { state, run, reset } = useTask<SignatureVerdict>();
  useEffect(() => {
    if (isJwt) run(verifySignature(token, issuer));
    else reset();
  }, [token, issuer]);
  return state;
}

interface Readings {
  readonly named: TaskState<readonly Issuer[]>;
  readonly signature: TaskState<SignatureVerdict>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Every check of a token, in the order in which they are shown. */
export function checksOf(
  name: TokenName,
  decoded: DecodedToken,
  inspection: Inspection,
  { named, signature, now }: Readings,
): readonly Check[] {
  const profile = profileCheck(named, inspection.issuer);
  if (decoded.is === 'opaque') {
    const opaque = 'the token is opaque, and only its issuer can tell.';
    return [...['Key', 'Audience', 'Issuer', 'Signature'].map((of) => unknown(of, opaque)), profile];
  }
  const { claims } = decoded;
  return [
    ...(name === 'access'
      ? [keyCheck(claims, inspection), accessAudienceCheck(claims)]
      : [idAudienceCheck(claims, inspection)]),
    issuerCheck(claims, inspection),
    profile,
    webIdCheck(claims, inspection),
    signatureCheck(signature),
    timeCheck(claims, now),
  ];
}
