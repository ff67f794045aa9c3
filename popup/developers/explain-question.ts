import { parseTyped } from '../../src/domain/address.ts';
import { LatchkeyError } from '../../src/domain/errors.ts';
import type { Question } from '../../src/domain/explanation.ts';
import { siteOf } from '../../src/domain/grant.ts';
import type { View } from '../../src/domain/view.ts';

/** What the form of an explanation holds. */
export interface Draft {
  readonly url: string;
  readonly method: string;
  readonly site: string;
  /** Empty for whoever Latchkey would take. */
  readonly identity: string;
  readonly proof: string;
}

/** The form as an address fills it in: `#inspector?explain=URL&method=M&site=S&identity=ID`. */
export function draftOf(params: URLSearchParams): Draft {
  const text = (name: string) => params.get(name) ?? '';
  return {
    ...{ url: text('explain'), method: text('method') || 'GET', site: text('site') },
    ...{ identity: text('identity'), proof: '' },
  };
}

/**
 * The question that a form puts.
 *
 * @throws LatchkeyError `address-invalid`, `address-insecure`
 */
export function questionOf(draft: Draft, { identities, site: open }: View): Question {
  const site = draft.site.trim() === '' ? null : siteOf(parseTyped(draft.site).origin);
  const method = draft.method.trim().toUpperCase();
  if (!/^[A-Z]{1,32}$/.test(method)) throw new LatchkeyError('address-invalid', draft.method);
  return {
    ...{ url: parseTyped(draft.url), method, site },
    tabId: open !== null && open.site === site ? open.tabId : null,
    identity: identities.find(({ id }) => id === draft.identity)?.id ?? null,
    sent: draft.proof.trim() === '' ? null : { proof: draft.proof.trim(), accessToken: null },
  };
}
