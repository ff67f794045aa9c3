/** The body of an answer, as far as it is shown. */
export type AnswerBody =
  | { readonly is: 'none' }
  | { readonly is: 'text'; readonly text: string }
  /** `bytes` is null where there is no end to it. */
  | { readonly is: 'other'; readonly type: string; readonly bytes: number | null };

const MAX_SHOWN = 65_536;
const MAX_COUNTED = 16 * 1024 * 1024;

/** Reads a body: text up to 64 KiB is kept, of anything else only what it is and how large. */
export async function readAnswerBody(response: Response): Promise<AnswerBody> {
  const kept: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes <= MAX_SHOWN) kept.push(chunk);
    // Leaving the loop cancels the rest.
    if (bytes > MAX_COUNTED) break;
  }
  if (bytes === 0) return { is: 'none' };
  const text = bytes <= MAX_SHOWN ? await textOf(new Blob(kept)) : null;
  if (text !== null) return { is: 'text', text };
  const type = response.headers.get('content-type') ?? 'of no stated type';
  return { is: 'other', type, bytes: bytes > MAX_COUNTED ? null : bytes };
}

/** The text that bytes are; null where they are none, whatever they are called. */
async function textOf(bytes: Blob): Promise<string | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await bytes.arrayBuffer());
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
