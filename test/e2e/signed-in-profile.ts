import { existsSync } from 'node:fs';
import { cp, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { inject } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../world/temporary.ts';

/** What a browser that runs puts into its profile, so that no other takes it. */
const LOCKS = /^(lock|\.parentlock|Singleton\w+)$/;

/**
 * A profile that was used before. The first who asks makes it, all others are given a copy: signing in takes longer
 * than most stories.
 *
 * @param make uses a fresh profile, and closes its browser
 */
export async function usedProfile(
  make: (profile: TemporaryDirectory) => Promise<void>,
): Promise<TemporaryDirectory> {
  const made = join(inject('profiles'), 'signed-in');
  const profile = await temporaryDirectory('profile');
  if (!existsSync(made)) {
    await make(profile);
    await cp(profile.path, `${made}-${basename(profile.path)}`, { recursive: true, filter: isNoLock });
    await rename(`${made}-${basename(profile.path)}`, made).catch(() => undefined);
    return profile;
  }
  await cp(made, profile.path, { recursive: true, filter: isNoLock });
  return profile;
}

function isNoLock(path: string): boolean {
  return !LOCKS.test(basename(path));
}
