import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Which of some texts stand in the files of a profile. A file may be packed, so that a text is found by any part of it
 * of a few characters that follow one another; a random one of that length is nowhere by chance.
 */
export async function foundInProfile(profile: string, texts: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  const found = new Set<string>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const content = await readFile(join(entry.parentPath, entry.name), 'latin1').catch(() => '');
    for (const text of texts) if (partsOf(text).some((part) => content.includes(part))) found.add(text);
  }
  return texts.filter((text) => found.has(text));
}

const PART = 20;

/** The end of a token is random: a signature, or the token itself. */
function partsOf(text: string): readonly string[] {
  const end = text.slice(-60);
  return Array.from({ length: end.length - PART + 1 }, (_, at) => end.slice(at, at + PART));
}
