import type { ComponentChildren } from 'preact';
import { hashOf } from '../src/ui/place.ts';
import './tabs.css';

export const TABS = [
  { id: 'identities', title: 'Identities' },
  { id: 'activity', title: 'Activity' },
  { id: 'inspector', title: 'Inspector' },
] as const;

export type TabId = (typeof TABS)[number]['id'];

/** The tab that a place names, or the first. */
export function tabOf(page: string): TabId {
  return TABS.find(({ id }) => id === page)?.id ?? 'identities';
}

interface TabsProps {
  readonly current: TabId;
  readonly onGo: (hash: string) => void;
}

/** The popup's tabs. The arrow keys go from one to the next (ARIA Authoring Practices, tabs). */
export function Tabs({ current, onGo }: TabsProps) {
  return (
    <div role="tablist" aria-label="Latchkey" onKeyDown={(event) => go(event, current, onGo)}>
      {TABS.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === current}
          aria-controls="panel"
          tabIndex={id === current ? 0 : -1}
          onClick={() => onGo(hashOf(id))}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

interface TabPanelProps {
  /** Null where there is nothing to choose between. */
  readonly current: TabId | null;
  readonly children: ComponentChildren;
}

/** What a tab shows. */
export function TabPanel({ current, children }: TabPanelProps) {
  if (current === null) return <div class="panel">{children}</div>;
  return (
    <div role="tabpanel" id="panel" aria-labelledby={`tab-${current}`} class="panel">
      {children}
    </div>
  );
}

const STEPS: Readonly<Record<string, (at: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: () => -1,
};

function go(event: KeyboardEvent, current: TabId, onGo: TabsProps['onGo']): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const at = step(TABS.findIndex(({ id }) => id === current));
  const { id } = TABS.at(at % TABS.length) ?? TABS[0];
  onGo(hashOf(id));
  document.getElementById(`tab-${id}`)?.focus();
}
