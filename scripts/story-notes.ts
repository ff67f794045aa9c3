import type { Page } from 'playwright-core';
import type { Browser } from '../test/world/browser.ts';
import { closing, pageAt } from '../test/world/pages.ts';
import type { Scene } from './story.ts';

/** Another site, the notes app, works with the pod of whoever is signed in, once it is connected. */
export async function playNotes(browser: Browser, tab: Page, notes: string, scene: Scene): Promise<void> {
  const saved = tab.getByRole('status').filter({ hasText: 'Saved.' });
  const note = tab.getByRole('list').getByRole('button', { name: 'Tea party' });
  await scene('The notes app, another site, asks to be connected', tab, async () => {
    await tab.goto(notes);
    await tab.getByRole('button', { name: 'Connect' }).click();
  });
  const question = await pageAt(browser.context, `${browser.origin}/popup/approve.html`);
  await scene('Alice is asked, for one site and one pod', question, () =>
    question.getByRole('button', { name: 'Always allow', disabled: false }).waitFor(),
  );
  await scene('She allows it, and it finds her pod', tab, async () => {
    await closing(question, () => question.getByRole('button', { name: 'Always allow' }).click());
    await tab.getByText('No note yet').waitFor();
  });
  await scene('She writes a note into her pod', tab, async () => {
    await tab.getByRole('button', { name: 'New note' }).click();
    await tab.getByLabel('Title').fill('Tea party');
    await tab.getByLabel('Text').fill('Six o’clock. It is always six o’clock.');
    await tab.getByRole('button', { name: 'Save' }).click();
    await saved.waitFor();
  });
  await scene('It is there when the app is opened again, and can be changed', tab, async () => {
    await tab.reload();
    await note.click();
    await tab.getByLabel('Text').fill('No room!');
    await tab.keyboard.press('Control+Enter');
    await saved.waitFor();
  });
  await scene('She deletes it, after a question', tab, async () => {
    await tab.getByRole('button', { name: 'Delete' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await tab.getByText('No note yet').waitFor();
  });
}
