import type { Failure } from '../src/domain/errors.ts';
import type { Managed } from '../src/domain/managed.ts';
import { sentence } from '../src/ui/text.ts';
import { isManaged, organisationFacts } from './organisation-text.ts';

/** What an organisation has set for Latchkey, and what of it could not be read. */
export function OrganisationSection({ managed }: { managed: Managed }) {
  if (!isManaged(managed)) return null;
  const facts = organisationFacts(managed);
  return (
    <section class="card pad stack" aria-labelledby="organisation">
      <h2 id="organisation">Your organisation</h2>
      <p class="dim">
        Whoever looks after this browser has set some of this for you. It is marked where it stands, and
        cannot be changed here.
      </p>
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([title, words]) => (
            <Fact key={title} title={title} words={words} />
          ))}
        </dl>
      )}
      {managed.problems.length > 0 && <Problems problems={managed.problems} />}
    </section>
  );
}

function Fact({ title, words }: { title: string; words: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd class="whole">{words}</dd>
    </>
  );
}

/** For those who write the policy; a person can only pass it on. */
function Problems({ problems }: { problems: readonly Failure[] }) {
  return (
    <div class="notice stack">
      <p>Parts of the policy could not be read. Tell whoever looks after this browser:</p>
      <ul class="stack">
        {problems.map(({ code, subject }) => (
          <li key={`${code} ${subject}`} class="whole">
            {sentence({ code, subject })} <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
