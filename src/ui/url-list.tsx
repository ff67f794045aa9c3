import { ANY_POD } from '../domain/grant.ts';

const SHOWN = 3;

/** Addresses, one a line; with `isCapped` the first few stand for a long list. */
export function UrlList({ urls, isCapped = false }: { urls: readonly string[]; isCapped?: boolean }) {
  const shown = isCapped && urls.length > SHOWN + 1 ? urls.slice(0, SHOWN) : urls;
  return (
    <ul class="urls">
      {shown.map((url) => (
        <li key={url}>
          <StorageName storage={url} />
        </li>
      ))}
      {shown.length < urls.length && <li class="small dim">and {urls.length - shown.length} more</li>}
    </ul>
  );
}

/** A pod by its address, or the choice of every pod in words. */
export function StorageName({ storage }: { storage: string }) {
  if (storage === ANY_POD) return <strong>Any pod on the web</strong>;
  return (
    <span class="mono" dir="ltr">
      {storage}
    </span>
  );
}
