const SHOWN = 3;

/** Addresses, one a line; with `isCapped` the first few stand for a long list. */
export function UrlList({ urls, isCapped = false }: { urls: readonly string[]; isCapped?: boolean }) {
  const shown = isCapped && urls.length > SHOWN + 1 ? urls.slice(0, SHOWN) : urls;
  return (
    <ul class="urls">
      {shown.map((url) => (
        <li class="mono" dir="ltr" key={url}>
          {url}
        </li>
      ))}
      {shown.length < urls.length && <li class="small dim">and {urls.length - shown.length} more</li>}
    </ul>
  );
}
