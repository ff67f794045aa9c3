import { isFirefox } from '../domain/build.ts';
import type { ElementKind } from '../domain/element.ts';
import type { Root } from './roots.ts';

/** Loads a URL again wherever an element shows it. Says whether there was one. */
export function reloadElements(roots: readonly Root[], kind: ElementKind, url: string): boolean {
  const again = AGAIN[kind];
  let isShown = false;
  for (const root of roots) {
    for (const element of root.querySelectorAll(SELECTORS[kind])) {
      if (!urlsOf(element).includes(url)) continue;
      isShown = true;
      again(element, url);
    }
  }
  return isShown;
}

const SELECTORS: Record<ElementKind, string> = {
  image: 'img, input[type=image], video[poster], image, use, feImage',
  stylesheet: 'link',
  font: ':not(*)',
  script: 'script[src]',
  media: 'audio, video, track',
  frame: 'iframe, frame',
  object: 'object, embed',
};

/** The URLs that an element loads, as the browser sees them. */
function urlsOf(element: Element): readonly string[] {
  if (element instanceof HTMLImageElement) return [element.currentSrc || element.src];
  if (element instanceof HTMLMediaElement) {
    const poster = element instanceof HTMLVideoElement ? [element.poster] : [];
    const sources = [...element.querySelectorAll('source')].map(({ src }) => src);
    return [element.currentSrc, element.src, ...poster, ...sources];
  }
  if (element instanceof HTMLLinkElement) return [element.href];
  if (element instanceof HTMLObjectElement) return [element.data];
  if (element instanceof SVGElement) {
    const { href } = element as SVGImageElement;
    return [new URL(href.baseVal, document.baseURI).href];
  }
  return [(element as HTMLIFrameElement).src];
}

const AGAIN: Record<ElementKind, (element: Element, url: string) => void> = {
  image: reloadImage,
  stylesheet: (link) => link.replaceWith(link.cloneNode()),
  font: () => undefined,
  script: runScript,
  media: (element) => {
    if (element instanceof HTMLMediaElement) reloadMedia(element);
    else repeat(element, 'src');
  },
  frame: (frame, url) => (frame as HTMLIFrameElement).contentWindow?.location.replace(url),
  object: (element) => element.replaceWith(element.cloneNode(true)),
};

function reloadImage(element: Element): void {
  if (element instanceof HTMLVideoElement) repeat(element, 'poster');
  else if (element instanceof SVGElement)
    repeat(element, element.hasAttribute('href') ? 'href' : 'xlink:href');
  else if (!(element instanceof HTMLImageElement)) repeat(element, 'src');
  else if (element.complete) selectImage(element);
  // To begin anew while the first load is under way would only join it and fail with it.
  else element.addEventListener('error', () => selectImage(element), { once: true });
}

/** Has the browser choose an image's source, and load it. */
function selectImage(image: HTMLImageElement): void {
  const source = image.parentElement?.querySelector('source[srcset]');
  if (image.hasAttribute('src')) repeat(image, 'src');
  else if (image.hasAttribute('srcset')) repeat(image, 'srcset');
  else if (source) repeat(source, 'srcset');
}

/** To set an attribute begins its load anew; in Firefox a `srcset` has to have been another before. */
function repeat(element: Element, attribute: string): void {
  const value = element.getAttribute(attribute);
  if (value === null) return;
  if (isFirefox) element.removeAttribute(attribute);
  element.setAttribute(attribute, value);
}

/** Plays on where it stopped, if it had begun. */
function reloadMedia(media: HTMLMediaElement): void {
  const isFailed = media.error !== null || media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;
  if (!isFailed) {
    media.addEventListener('error', () => reloadMedia(media), { once: true });
    return;
  }
  const { currentTime, paused, playbackRate } = media;
  const resume = (): void => {
    media.currentTime = currentTime;
    media.playbackRate = playbackRate;
    // The page may not play without a click; then it waits for one.
    if (!paused) void media.play().catch(() => undefined);
  };
  media.addEventListener('loadedmetadata', resume, { once: true });
  media.load();
}

/** A script runs once; what has failed runs as another, in the order of the page unless it said otherwise. */
function runScript(element: Element): void {
  const script = document.createElement('script');
  for (const { name, value } of element.attributes) script.setAttribute(name, value);
  script.nonce = (element as HTMLScriptElement).nonce;
  script.async = element.hasAttribute('async');
  element.replaceWith(script);
}
