import { useSignal } from '@preact/signals';
import { type Access, MODES, type Mode } from '../src/domain/grant.ts';
import type { IdentityId } from '../src/domain/identity.ts';
import type { ApprovalView, IdentityView, View } from '../src/domain/view.ts';
import { type AccessPart, accessOf, partsOf, type Ticked } from './access-parts.ts';

/** The answer that a person is about to give: as whom, and for what. */
export interface Draft {
  /** Who stands first, unless the person chooses somebody else. */
  readonly preselected: IdentityId | null;
  /** Null while nobody is chosen who is signed in. */
  readonly identity: IdentityView | null;
  readonly choose: (id: IdentityId) => void;
  readonly parts: readonly AccessPart[];
  readonly ticked: Ticked;
  readonly tick: (part: AccessPart, modes: readonly Mode[]) => void;
  /** What would be allowed. */
  readonly access: Access[];
}

/** Keeps the answer to one question while the person makes it up. */
export function useDraft(question: ApprovalView, { identities, active }: View): Draft {
  const chosen = useSignal<IdentityId | null>(null);
  const ticked = useSignal<Ticked>({});
  const preselected = question.identity ?? active;
  const wanted = chosen.value ?? preselected;
  const identity = identities.find(({ id, state }) => id === wanted && state === 'signed-in') ?? null;
  const parts = partsOf(question.access ?? ownAccess(identity));
  return {
    preselected,
    identity,
    choose: (id) => {
      chosen.value = id;
    },
    parts,
    ticked: ticked.value,
    tick: ({ key }, modes) => {
      ticked.value = { ...ticked.value, [key]: modes };
    },
    access: accessOf(parts, ticked.value),
  };
}

/** A site that names no pods asks to use the person's own. */
function ownAccess(identity: IdentityView | null): readonly Access[] {
  return identity?.storages.map((storage) => ({ storage, modes: MODES })) ?? [];
}
