/** Marks what an organisation has set, and nobody can change here. */
export function SetByOrganisation() {
  return (
    <p>
      <span class="pill">Set by your organisation</span>
    </p>
  );
}

/** Stands in place of what an organisation has turned off. */
export function TurnedOff({ what }: { what: string }) {
  return <p class="card pad small dim">{what}: turned off by your organisation.</p>;
}
