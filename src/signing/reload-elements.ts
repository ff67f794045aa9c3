/**
 * Loads the elements of a page again that show a URL. It runs in the page's isolated world, so it stands alone.
 *
 * It waits for the page to have loaded: a refusal may come before its element, as browsers load ahead of the
 * parser, and to begin anew while the first load is under way would only join it and fail with it. No promise of
 * that is returned: Chromium holds the load event back until an injected script's promise has settled.
 */
export function reloadElements(url: string, kind: 'image' | 'stylesheet'): void {
  const reload = kind === 'image' ? reloadImages : reloadLinks;
  if (document.readyState === 'complete') reload();
  else window.addEventListener('load', reload, { once: true });

  function reloadImages(): void {
    for (const image of document.images) {
      if ((image.currentSrc || image.src) !== url) continue;
      const load = () => (image.src = image.getAttribute('src') ?? '');
      if (image.complete) load();
      else image.addEventListener('error', load, { once: true });
    }
  }

  function reloadLinks(): void {
    for (const link of document.querySelectorAll('link')) {
      if (link.href === url) link.replaceWith(link.cloneNode());
    }
  }
}
