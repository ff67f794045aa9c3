import { assertMayLeadTo, parseWebUrl } from '../domain/address.ts';
import { cleanText, type Profile, type WebId } from '../domain/identity.ts';
import { parseStorageRoot, type StorageRoot } from '../domain/pod.ts';
import { type LinkedDocument, linksOf } from '../oidc/webid.ts';
import { KIBIBYTE, ownFetch } from '../platform/http.ts';
import type { Statements } from '../platform/turtle.ts';

const FOAF = 'http://xmlns.com/foaf/0.1/';
const VCARD = 'http://www.w3.org/2006/vcard/ns#';
const SCHEMA = 'http://schema.org/';
const PIM = 'http://www.w3.org/ns/pim/space#';

const NAMES = [`${FOAF}name`, `${VCARD}fn`, `${SCHEMA}name`, `${FOAF}nick`];
const PHOTOS = [`${VCARD}hasPhoto`, `${FOAF}img`, `${FOAF}depiction`, `${SCHEMA}image`];

const MAX_PHOTO = 4096 * KIBIBYTE;
/** Pixels: what a popup and a toolbar icon need on a dense screen. */
const PHOTO_SIZE = 96;
/** More storages than any profile honestly names. */
const MAX_STORAGES = 50;

/**
 * Reads what a profile says of its person, for display. A missing or hostile part is left out; nothing here
 * keeps a person from signing in.
 */
export async function readProfile(webId: WebId, { statements }: LinkedDocument): Promise<Profile> {
  if (statements === null) return { name: null, photo: null, storages: [] };
  const [photo, storages] = await Promise.all([
    readPhoto(statements, webId).catch(() => null),
    findStorages(statements, webId).catch(() => []),
  ]);
  return { name: nameOf(statements, webId), photo, storages };
}

function nameOf(statements: Statements, webId: WebId): string | null {
  const [name] = NAMES.flatMap((predicate) => statements.literals(webId, predicate))
    .map((literal) => cleanText(literal))
    .filter((literal) => literal !== '');
  return name ?? null;
}

async function readPhoto(statements: Statements, webId: WebId): Promise<string | null> {
  const [photo] = PHOTOS.flatMap((predicate) => statements.links(webId, predicate));
  if (photo === undefined) return null;
  const response = await ownFetch(parseWebUrl(photo), { from: new URL(webId), maxBytes: MAX_PHOTO });
  return response.ok ? await drawSmall(await response.blob()) : null;
}

/** Draws a picture anew, so that what is kept and shown is a small raster image and nothing else. */
async function drawSmall(picture: Blob): Promise<string> {
  const bitmap = await createImageBitmap(picture);
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = new OffscreenCanvas(PHOTO_SIZE, PHOTO_SIZE);
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  canvas.getContext('2d')?.drawImage(bitmap, x, y, side, side, 0, 0, PHOTO_SIZE, PHOTO_SIZE);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

/** The pods that a profile names, else the storage that the profile's own document lies in. */
async function findStorages(statements: Statements, webId: WebId): Promise<StorageRoot[]> {
  const named = statements.links(webId, `${PIM}storage`).slice(0, MAX_STORAGES).flatMap(acceptStorage(webId));
  return named.length > 0 ? named : await findStorageAbove(new URL(webId));
}

function acceptStorage(webId: WebId) {
  return (url: string): StorageRoot[] => {
    try {
      assertMayLeadTo(new URL(webId), parseWebUrl(url));
      return [parseStorageRoot(url)];
    } catch {
      // A profile may name what is no usable storage; that is its author's mistake, not this person's failure.
      return [];
    }
  };
}

/** Solid Protocol section 4.1: a storage tells so by a link of its type; its parents are asked in turn. */
async function findStorageAbove(document: URL): Promise<StorageRoot[]> {
  for (let path = new URL('.', document); ; path = new URL('..', path)) {
    const response = await ownFetch(path, { from: document, maxBytes: 0, init: { method: 'HEAD' } });
    if (linksOf(response, 'type').includes(`${PIM}Storage`)) return [parseStorageRoot(path.href)];
    if (path.pathname === '/') return [];
  }
}
