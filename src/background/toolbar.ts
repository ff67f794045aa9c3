import { colourOf, initialsOf } from '../domain/face.ts';
import { isShut } from '../domain/lock.ts';
import type { IdentityView } from '../domain/view.ts';
import { activeIdentity, listIdentities } from '../identities/identities.ts';
import { browser, chromium } from '../platform/browser.ts';
import { readLock } from '../platform/vault.ts';

const BRASS = '#8a5a00';
/** Pixels: twice a toolbar icon's size, for dense screens. */
const SIZE = 32;
const OWN_ICON = { 16: 'icons/16.png', 32: 'icons/32.png' };
const LOCKED_ICON = { 16: 'icons/locked-16.png', 32: 'icons/locked-32.png' };

/** Marks a tab's toolbar icon: something was refused there that the person may allow. */
export async function mark(tabId: number, text = '!'): Promise<void> {
  try {
    await browser.action.setBadgeBackgroundColor({ color: BRASS });
    await browser.action.setBadgeText({ tabId, text });
  } catch {
    // The tab is gone, and its icon with it.
  }
}

/** Shows in the toolbar who the person is: photo or initials, Latchkey's own icon for Anonymous, and that it is locked. */
export async function showIdentity(): Promise<void> {
  const [identities, active, lock] = await Promise.all([listIdentities(), activeIdentity(), readLock()]);
  if (isShut(lock)) {
    await chromium.action.setTitle({ title: 'Latchkey is locked' });
    await chromium.action.setIcon({ path: LOCKED_ICON });
    return;
  }
  const identity = identities.find(({ id }) => id === active);
  await chromium.action.setTitle({
    title: identity === undefined ? 'Latchkey' : `Latchkey: ${identity.name}`,
  });
  if (identity === undefined) await chromium.action.setIcon({ path: OWN_ICON });
  else await chromium.action.setIcon({ imageData: await drawFace(identity) });
}

async function drawFace({ webId, name, photo }: IdentityView): Promise<ImageData> {
  const canvas = new OffscreenCanvas(SIZE, SIZE);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas to draw on.');
  context.beginPath();
  context.arc(SIZE / 2, SIZE / 2, SIZE / 2, 0, 2 * Math.PI);
  context.clip();
  if (photo === null) {
    context.fillStyle = colourOf(webId);
    context.fillRect(0, 0, SIZE, SIZE);
    context.fillStyle = '#ffffff';
    context.font = `600 ${SIZE / 2}px system-ui, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(initialsOf(name), SIZE / 2, SIZE / 2 + 1, SIZE - 4);
  } else {
    context.drawImage(await createImageBitmap(toBlob(photo)), 0, 0, SIZE, SIZE);
  }
  return context.getImageData(0, 0, SIZE, SIZE);
}

/** A `data:` URL is no address that the extension's own policy lets it fetch. */
function toBlob(dataUrl: string): Blob {
  const bytes = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  return new Blob([Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))], { type: 'image/png' });
}
