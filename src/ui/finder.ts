/** Tells which texts a search finds: those that have every one of its words, in any order and case. */
export function finderOf(search: string): (text: string) => boolean {
  const words = search.toLowerCase().split(/\s+/);
  return (text) => {
    const sought = text.toLowerCase();
    return words.every((word) => sought.includes(word));
  };
}
