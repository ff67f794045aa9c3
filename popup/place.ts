import { signal } from '@preact/signals';
import { type Place, placeOf } from '../src/ui/place.ts';

/** Where a person is in the popup: the tab that is shown, and what in it is meant. */
export const place = signal<Place>(placeOf(location.hash));

addEventListener('hashchange', () => {
  place.value = placeOf(location.hash);
});

/** Goes to a place, which no way back is kept from: a popup has none. */
export function goTo(hash: string): void {
  location.replace(hash);
}
