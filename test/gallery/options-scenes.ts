import { CLIENT_SCENES, FORM_SCENES } from './client-scenes.ts';
import { GRANT_SCENES } from './grant-scenes.ts';
import { EXAMINATION_SCENES, ISSUER_SCENES } from './issuer-scenes.ts';
import { LOCK_SCENES } from './lock-scenes.ts';
import { MANAGED_SCENES } from './managed-scenes.ts';
import type { OptionsScene } from './options-scene.ts';
import { POD_SCENES } from './pod-scenes.ts';

/** Every state of the options, page by page. */
export const OPTIONS_SCENES: Record<string, OptionsScene> = {
  ...ISSUER_SCENES,
  ...EXAMINATION_SCENES,
  ...CLIENT_SCENES,
  ...FORM_SCENES,
  ...POD_SCENES,
  ...GRANT_SCENES,
  ...LOCK_SCENES,
  ...MANAGED_SCENES,
};
