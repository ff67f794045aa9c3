import type { Explanation, Matter, Question } from '../../domain/explanation.ts';
import { causeOf } from './causes.ts';
import type { Evidence, Sources } from './evidence.ts';
import { whoIn } from './own.ts';
import { sightsOf } from './sights.ts';
import { STEPS } from './steps.ts';

/** How an explanation is followed, and ended. */
export interface Following {
  readonly signal: AbortSignal;
  /** Hears what is looked at next. */
  readonly onStep: (matter: Matter) => void;
}

/**
 * Finds the one cause for which a request is refused. It looks step by step and ends where a cause is proven: what is
 * not proven is not named. No request that could change something is made, whatever the method in question.
 *
 * @throws LatchkeyError of the worker; the signal's reason once it is aborted
 */
export async function explain(
  question: Question,
  sources: Sources,
  { signal, onStep }: Following,
): Promise<Explanation> {
  const { isFirefox, origin, now } = sources;
  let evidence: Evidence = { question, isFirefox, origin, now: now() };
  for (const { matter, isNeeded, look } of STEPS) {
    signal.throwIfAborted();
    if (!isNeeded(evidence)) continue;
    onStep(matter);
    evidence = { ...evidence, ...(await look(evidence, sources, signal)) };
    if (causeOf(evidence) !== null) break;
  }
  return explanationOf(evidence);
}

function explanationOf(evidence: Evidence): Explanation {
  const { question, judgement, closed = [] } = evidence;
  return {
    question,
    identity: judgement === undefined ? null : whoIn(judgement),
    cause: causeOf(evidence) ?? { code: 'not-known', subject: '' },
    sights: sightsOf(evidence),
    closed,
  };
}
