import type { WholeView } from '../src/domain/view.ts';
import type { Actions } from './actions.ts';

/** What every page of the options is drawn from. */
export interface PageProps {
  readonly view: WholeView;
  /** What the address says that the page is to show. */
  readonly params: URLSearchParams;
  readonly actions: Actions;
  readonly version: string;
}
