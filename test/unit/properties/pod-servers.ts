/** How a server reads the path of a request: servers differ, and a pod's may be any of them. */
interface PathReader {
  /** How often it undoes escapes. */
  readonly layers: number;
  /** Whether empty segments count for nothing. */
  readonly isMerging: boolean;
  /** Whether it reads a path anew as a URL once it is decoded: tabs vanish, a question mark begins a query. */
  readonly isReparsing: boolean;
  /** Whether a segment ends with a semicolon. */
  readonly hasParameters: boolean;
}

const BOTH = [false, true];

/** Every way of reading that a pod has to withstand. */
export const PATH_READERS: readonly PathReader[] = [0, 1, 2, 3, 4].flatMap((layers) =>
  BOTH.flatMap((isMerging) =>
    BOTH.flatMap((isReparsing) =>
      BOTH.map((hasParameters) => ({ layers, isMerging, isReparsing, hasParameters })),
    ),
  ),
);

/** The segments that a server takes a path for. */
function segmentsFor(reader: PathReader, pathname: string): readonly string[] {
  let path = pathname;
  for (let layer = 0; layer < reader.layers; layer += 1) path = unescapedOnce(path);
  if (reader.isReparsing) path = reparsed(path);
  const segments: string[] = [];
  for (const written of path.replaceAll('\\', '/').split('/')) {
    const segment = reader.hasParameters ? (written.split(';')[0] ?? '') : written;
    if (segment === '..') segments.pop();
    else if (segment !== '.' && !(reader.isMerging && segment === '')) segments.push(segment);
  }
  return reader.isMerging ? segments : segments.slice(1);
}

/** Whether a server takes a path for one below another. */
export function isBelow(reader: PathReader, root: string, pathname: string): boolean {
  const wanted = segmentsFor(reader, root).filter(
    (_segment, index, all) => index < all.length - 1 || all[index] !== '',
  );
  const found = segmentsFor(reader, pathname);
  return found.length >= wanted.length && wanted.every((segment, index) => found[index] === segment);
}

/** A path without its outermost escapes, character by character. */
function unescapedOnce(path: string): string {
  let text = '';
  for (let index = 0; index < path.length; index += 1) {
    const hex = path.slice(index + 1, index + 3);
    const isEscape = path[index] === '%' && /^[0-9a-fA-F]{2}$/.test(hex);
    text += isEscape ? String.fromCharCode(Number.parseInt(hex, 16)) : (path[index] ?? '');
    if (isEscape) index += 2;
  }
  return text;
}

function reparsed(path: string): string {
  let text = '';
  for (const character of path) {
    if (character === '?' || character === '#') break;
    if (!['\t', '\n', '\r'].includes(character)) text += character;
  }
  while (text !== '' && text.charCodeAt(text.length - 1) <= 0x20) text = text.slice(0, -1);
  return text;
}
