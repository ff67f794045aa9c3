/** Nothing is there to be shown yet. */
export function Loading() {
  return (
    <div role="status" class="loading dim">
      Opening Latchkey…
    </div>
  );
}
