import type { IdentityId } from '../domain/identity.ts';
import { endSession, forgetIdentity, switchIdentity } from '../identities/identities.ts';
import { withdrawAll } from '../sites/approvals.ts';
import { deleteGrantsOf, endGrantsOf } from '../sites/grants.ts';
import { signing } from './signing.ts';

/** Makes an identity the active one: what was prepared or asked under another is void. */
export async function switchTo(id: IdentityId | null): Promise<void> {
  await switchIdentity(id);
  await voidPrepared();
}

/** Ends an identity's session and what was allowed until then. */
export async function signOut(id: IdentityId): Promise<void> {
  await endSession(id, 'signed-out');
  await voidPrepared();
  await endGrantsOf(id);
}

/** Deletes an identity with its key, tokens and grants. */
export async function forget(id: IdentityId): Promise<void> {
  await forgetIdentity(id);
  await voidPrepared();
  await deleteGrantsOf(id);
}

async function voidPrepared(): Promise<void> {
  await Promise.all([signing.voidAll(), withdrawAll()]);
}
