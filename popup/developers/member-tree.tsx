import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Content, Member } from './members.ts';
import { distanceText, localText } from './times.ts';

const MAX_SHOWN_TEXT = 160;
const MAX_SHOWN_MEMBERS = 30;
const MAX_SHOWN_ITEMS = 10;

interface MemberTreeProps {
  readonly members: readonly Member[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The members of a JSON object, those within them, and what each means. */
export function MemberTree({ members, now }: MemberTreeProps) {
  return (
    <Capped all={members} most={MAX_SHOWN_MEMBERS}>
      {(shown) => (
        <dl class="members">
          {shown.map(({ name, meaning, content }, index) => (
            <div key={`${index} ${name}`}>
              <dt class="mono">{name}</dt>
              <dd>
                <Shown content={content} now={now} />
                {meaning !== null && (
                  <p class="meaning">
                    {meaning.title} <span class="spec">({meaning.spec})</span>: {meaning.means}
                  </p>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Capped>
  );
}

function Shown({ content, now }: { content: Content; now: number }) {
  switch (content.is) {
    case 'text':
      return <Text text={content.text} />;
    case 'time':
      return (
        <>
          <bdi class="mono">{content.text}</bdi>{' '}
          <span class="small">
            {localText(content.time)}, {distanceText(content.time, now)}
          </span>
        </>
      );
    case 'members':
      return content.members.length === 0 ? <Nothing /> : <MemberTree members={content.members} now={now} />;
    case 'list':
      return content.items.length === 0 ? <Nothing /> : <List items={content.items} now={now} />;
  }
}

function Nothing() {
  return <span class="small dim">nothing in it</span>;
}

function List({ items, now }: { items: readonly Content[]; now: number }) {
  return (
    <Capped all={items} most={MAX_SHOWN_ITEMS}>
      {(shown) => (
        <ul class="items">
          {shown.map((item, index) => (
            <li key={index}>
              <Shown content={item} now={now} />
            </li>
          ))}
        </ul>
      )}
    </Capped>
  );
}

interface CappedProps<Item> {
  readonly all: readonly Item[];
  readonly most: number;
  readonly children: (shown: readonly Item[]) => ComponentChildren;
}

/** A long list is cut, until somebody wants all of it. */
function Capped<Item>({ all, most, children }: CappedProps<Item>) {
  const isWhole = useSignal(false);
  const hidden = all.length - most;
  return (
    <>
      {children(isWhole.value ? all : all.slice(0, most))}
      {hidden > 0 && <Toggle isOn={isWhole} more={`Show ${hidden} more`} />}
    </>
  );
}

/** A long text is cut, until somebody wants all of it. */
function Text({ text }: { text: string }) {
  const isWhole = useSignal(false);
  const characters = Array.from(text);
  const isLong = characters.length > MAX_SHOWN_TEXT;
  const shown = isLong && !isWhole.value ? `${characters.slice(0, MAX_SHOWN_TEXT).join('')}…` : text;
  return (
    <>
      <bdi class="mono">{shown}</bdi>
      {isLong && <Toggle isOn={isWhole} more={`Show all ${characters.length} characters`} />}
    </>
  );
}

function Toggle({ isOn, more }: { isOn: { value: boolean }; more: string }) {
  return (
    <button
      type="button"
      class="quiet"
      aria-expanded={isOn.value}
      onClick={() => {
        isOn.value = !isOn.value;
      }}
    >
      {isOn.value ? 'Show less' : more}
    </button>
  );
}
