import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { ErrorCode } from '../../src/domain/errors.ts';
import { sentence } from '../../src/ui/text.ts';
import { type BombServer, startBombServer } from '../world/bombs.ts';
import { type Journal, journalOf } from '../world/journal.ts';
import { openPopup } from '../world/popup.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let popup: Page;
let journal: Journal;
let bombs: BombServer;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  popup = await openPopup(scene.browser);
  journal = journalOf(await scene.browser.context.newPage());
  bombs = await startBombServer();
});
afterAll(async () => {
  await bombs[Symbol.asyncDispose]();
  await scene[Symbol.asyncDispose]();
});

describe('Where a sign-in meets', () => {
  test.each<[string, Parameters<BombServer['asked']>[0], ErrorCode]>([
    ['a profile without end', 'endless', 'too-large'],
    ['a small profile that unpacks to 64 MiB', 'gzip', 'too-large'],
    ['a profile of a million statements', 'statements', 'too-large'],
    ['a profile whose bases take long to read', 'bases', 'too-large'],
    ['a profile that is nested a million times', 'nested', 'profile-invalid'],
    ['redirects without end', 'redirects', 'unreachable'],
    ['a megabyte of headers', 'headers', 'unreachable'],
  ])('%s, it is refused with its reason, and meanwhile a private page opens', async (_what, bomb, code) => {
    const asked = bombs.asked(bomb);
    await popup.getByRole('textbox', { name: 'WebID, pod or issuer' }).fill(`${bombs.origin}/${bomb}#me`);
    await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
    const { letGo } = await asked;
    await opensSigned();
    letGo();
    await opensSigned();

    const failure = popup.getByRole('alert');
    await failure.getByText(sentence({ code, subject: subjectOf(bomb, code) })).waitFor();
    await failure.getByRole('button', { name: 'Dismiss' }).click();
    await opensSigned();
  });
});

/** A failure to read a profile is told by its address, any other by its host. */
function subjectOf(bomb: string, code: ErrorCode): string {
  return code === 'profile-invalid' ? `${bombs.origin}/${bomb}` : new URL(bombs.origin).host;
}

async function opensSigned(): Promise<void> {
  await journal.open(`${scene.alice.pod}private/plain.html`, 200);
}
