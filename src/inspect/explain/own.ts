import type { Question } from '../../domain/explanation.ts';
import { covers, type Grant, isIn } from '../../domain/grant.ts';
import type { IdentityId } from '../../domain/identity.ts';
import type { Judgement } from '../../domain/inspection.ts';
import { isNeverSigned } from '../../domain/pod-setting.ts';
import type { Known } from './evidence.ts';

/** The worker's judgement, or what it would be for the identity that the question is about. */
export function judgedFor(judgement: Judgement, question: Question, known: Known): Judgement {
  const { identity } = question;
  if (identity === null || identity === whoIn(judgement) || judgement.left === 'method') return judgement;
  const { url, site } = question;
  const pods = known.pods.map(({ storage }) => storage);
  const settings = { pods, podSettings: known.pods };
  const grant = known.grants.find((one) => site !== null && coversIn(one, question, judgement)) ?? null;
  const asked = { ...judgement, identity, signer: null, grant: null };
  if (isNeverSigned(url, settings)) return { ...asked, left: 'policy' };
  if (site === null && judgement.pod !== null) return { ...asked, signer: identity, left: null };
  if (grant !== null) return { ...asked, signer: identity, left: null, grant };
  return { ...asked, left: judgement.pod === null ? 'not-a-pod' : 'no-grant' };
}

/** Who a request is, or would be, signed for. */
export function whoIn({ signer, identity }: Judgement): IdentityId | null {
  return signer ?? identity;
}

function coversIn(grant: Grant, { site, identity, url }: Question, { mode }: Judgement): boolean {
  const request = { site, identity, url, mode, documentId: null };
  return (
    site !== null && identity !== null && mode !== null && covers(grant, { ...request, site, identity, mode })
  );
}

/** What a site was granted for somebody where a URL lies, whatever the mode. */
export function grantsAround(question: Question, id: IdentityId, { grants }: Known): readonly Grant[] {
  return grants.filter(
    ({ site, identity, storage }) => site === question.site && identity === id && isIn(storage, question.url),
  );
}
