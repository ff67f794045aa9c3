/**
 * Loads the elements of a page again that show a URL, once their first load has failed. It runs in the page's
 * isolated world, so it stands alone.
 *
 * @returns how many there were
 */
export function reloadElements(url: string, kind: 'image' | 'stylesheet'): number {
  if (kind === 'image') {
    const images = Array.from(document.images).filter((image) => (image.currentSrc || image.src) === url);
    for (const image of images)
      whenFailed(image, image.complete, () => (image.src = image.getAttribute('src') ?? ''));
    return images.length;
  }
  const links = Array.from(document.querySelectorAll('link')).filter((link) => link.href === url);
  for (const link of links) whenFailed(link, true, () => link.replaceWith(link.cloneNode()));
  return links.length;

  function whenFailed(element: Element, hasFailed: boolean, load: () => void): void {
    if (hasFailed) load();
    else element.addEventListener('error', load, { once: true });
  }
}
