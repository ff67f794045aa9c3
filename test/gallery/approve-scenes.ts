import type { Failure } from '../../src/domain/errors.ts';
import type { Site } from '../../src/domain/grant.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import type { ApprovalView } from '../../src/domain/view.ts';
import { alice, awkward } from './people.ts';
import { local, longHost, many, notes } from './views.ts';

/** What one picture of the approval window is drawn from. */
export type ApprovalScene = ApprovalView | Failure | null;

const asks: ApprovalView = {
  site: 'https://notes.example' as Site,
  identity: alice,
  storages: [notes],
  isPodHost: false,
  isFirst: true,
};

export const APPROVAL_SCENES: Record<string, ApprovalScene> = {
  reading: null,
  asks,
  'asks-pod-host': {
    ...asks,
    site: 'http://localhost:3000' as Site,
    storages: [local],
    isPodHost: true,
    isFirst: false,
  },
  'asks-awkward': {
    ...asks,
    site: `https://${longHost}:8443` as Site,
    identity: awkward[1] ?? alice,
    storages: [...many, `https://${longHost}/${'deep/'.repeat(20)}` as StorageRoot],
  },
  'asks-rtl': { ...asks, identity: { ...(awkward[0] ?? alice), webId: alice.webId } },
  gone: { code: 'approval-gone', subject: '' },
};
