import { useId } from 'preact/hooks';
import { ANY_POD, MODES, type Mode } from '../src/domain/grant.ts';
import { UrlList } from '../src/ui/url-list.tsx';
import { type AccessPart, tickedOf } from './access-parts.ts';
import type { Draft } from './draft.ts';

/** What a person reads for each mode. */
const WORDS: Record<Mode, { readonly title: string; readonly about: string }> = {
  read: { title: 'Read', about: 'see what is there' },
  append: { title: 'Add', about: 'put something there, change nothing' },
  write: { title: 'Change and delete', about: 'anything that is there' },
};

/** In which pods, and what may be done there; pods of which something else is asked stand apart. */
export function Parts({ draft }: { draft: Draft }) {
  const { parts, identity, ticked, tick } = draft;
  if (parts.length === 0 && identity !== null) return <NoPod name={identity.name} />;
  return (
    <>
      {parts.map((part) => (
        <Part
          key={part.key}
          part={part}
          ticked={tickedOf(part, ticked)}
          onTick={(modes) => tick(part, modes)}
        />
      ))}
    </>
  );
}

function NoPod({ name }: { name: string }) {
  return (
    <p class="notice">
      <span>
        The profile of <bdi>{name}</bdi> names no pod, so there is nothing to allow. Choose somebody else, or
        deny.
      </span>
    </p>
  );
}

interface PartProps {
  readonly part: AccessPart;
  readonly ticked: readonly Mode[];
  readonly onTick: (modes: readonly Mode[]) => void;
}

function Part({ part, ticked, onTick }: PartProps) {
  const id = useId();
  return (
    <>
      <section class="stack" aria-labelledby={`${id}-in`}>
        <h2 id={`${id}-in`}>In</h2>
        <div class="card pad stack">
          <UrlList urls={part.storages} />
          {part.storages.includes(ANY_POD) && (
            <p class="warning">
              That is every pod that lets you in, and not only your own: also what other people share with
              you, now and later.
            </p>
          )}
        </div>
      </section>
      <section class="stack">
        <h2 id={`${id}-may`}>May</h2>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand above its card */}
        <div class="card pad stack" role="group" aria-labelledby={`${id}-may`} aria-describedby={`${id}-in`}>
          {MODES.map((mode) => (
            <ModeBox
              key={mode}
              mode={mode}
              isTicked={ticked.includes(mode)}
              onTick={(isTicked) =>
                onTick(MODES.filter((one) => (one === mode ? isTicked : ticked.includes(one))))
              }
            />
          ))}
        </div>
      </section>
    </>
  );
}

interface ModeBoxProps {
  readonly mode: Mode;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

function ModeBox({ mode, isTicked, onTick }: ModeBoxProps) {
  const id = useId();
  return (
    <label class="row mode">
      <input
        type="checkbox"
        checked={isTicked}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-about`}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <span>
        <strong id={`${id}-name`}>{WORDS[mode].title}</strong>{' '}
        <span class="small dim" id={`${id}-about`}>
          {WORDS[mode].about}
        </span>
      </span>
    </label>
  );
}
