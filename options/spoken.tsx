/** Names of metadata members, and addresses. */
const CODE = /([a-z]+(?:_[a-z]+)+|https?:\/\/[^\s,]*[^\s,.;:)])/;

/** A sentence in which the words of a protocol are told from those of a person. */
export function Spoken({ text }: { text: string }) {
  // Splitting at a group puts what it matched at every other place.
  return <>{text.split(CODE).map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>;
}
