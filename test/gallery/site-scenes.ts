import { ANY_POD, type Site } from '../../src/domain/grant.ts';
import { alice, awkward, bob, idOf, twenty, work } from './people.ts';
import type { PopupScene } from './popup-scenes.ts';
import { access, local, longHost, many, notes, site, view } from './views.ts';

const three = { identities: [alice, work, bob] };

/** The scenes of the popup's region "This site". */
export const SITE_SCENES: Record<string, PopupScene> = {
  'site-idle': { view: view({ site: site({}) }) },
  'site-wants': { view: view({ site: site({ wanted: access([notes], 'read') }) }) },
  'site-connected': {
    view: view({ ...three, site: site({ granted: access([notes], 'read', 'append', 'write') }) }),
  },
  'site-unreached': {
    view: view({
      site: site({ granted: access([notes], 'read'), unreached: ['https://notes.example', notes] }),
    }),
  },
  'site-late': { view: view({ site: site({ granted: access([notes], 'read'), isLate: true }) }) },
  'site-has-and-wants-many': {
    view: view({
      site: site({
        granted: [...access(many, 'read'), ...access([local], 'read', 'append')],
        wanted: [...access([notes], 'read'), ...access([local], 'read', 'write')],
      }),
    }),
  },
  'site-any-pod': { view: view({ site: site({ granted: access([ANY_POD], 'read', 'append') }) }) },
  'site-pod-host': {
    view: view({
      site: site({
        site: 'https://alice.pod.example' as Site,
        wanted: access([notes], 'read'),
        refused: { url: `${notes}private.ttl`, mode: 'read' },
        isPodHost: true,
      }),
    }),
  },
  'site-chosen': {
    view: view({
      identities: [alice, { ...bob, state: 'signed-in' }],
      site: site({ identity: bob.id, isChosen: true, granted: access([notes], 'read') }),
    }),
  },
  'site-chosen-expired': {
    view: view({
      ...three,
      site: site({ identity: work.id, isChosen: true, wanted: access([notes], 'read') }),
    }),
  },
  'site-anonymous': { view: view({ ...three, active: null, site: site({ identity: null }) }) },
  'site-twenty': {
    view: view({ identities: twenty, active: idOf(twenty, 0), site: site({ identity: idOf(twenty, 0) }) }),
  },
  'site-awkward': {
    view: view({
      identities: awkward,
      active: idOf(awkward, 0),
      site: site({
        site: `https://${longHost}:8443` as Site,
        identity: idOf(awkward, 0),
        granted: access(many, 'read', 'append', 'write'),
      }),
    }),
  },
  'site-refused': {
    view: view({ site: site({ wanted: access([notes], 'read') }) }),
    failure: { code: 'permission-missing', subject: 'notes.example' },
  },
};
