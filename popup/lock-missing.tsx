import { hashOf } from '../src/ui/place.ts';

/** Stands where everything else does until there is the lock that an organisation requires. */
export function LockMissing() {
  return (
    <section class="card pad stack" aria-labelledby="lock-missing">
      <h2 id="lock-missing">Set up a lock first</h2>
      <p class="small dim">Your organisation requires one. You are nobody to every page until then.</p>
      <p>
        <a href={`/options/index.html${hashOf('privacy')}`} target="_blank" rel="noreferrer">
          Set up the lock
        </a>
      </p>
    </section>
  );
}
