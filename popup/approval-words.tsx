import { cleanText } from '../src/domain/identity.ts';

const MAX_LENGTH = 300;

/** Why the site asks, in its own words: marked as such, since nothing in them is Latchkey's or to be relied on. */
export function SiteWords({ words }: { words: string }) {
  const clean = cleanText(words, MAX_LENGTH);
  if (clean === '') return null;
  return (
    <figure class="site-words">
      <figcaption class="small dim">In the site’s own words, which Latchkey cannot check:</figcaption>
      <blockquote class="whole">
        “<bdi>{clean}</bdi>”
      </blockquote>
    </figure>
  );
}
