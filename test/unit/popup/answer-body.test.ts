import { describe, expect, it } from 'vitest';
import { readAnswerBody } from '../../../popup/developers/answer-body.ts';
import { cleanLines } from '../../../popup/developers/clean-lines.ts';

const KIB = 1024;
const typed = { headers: { 'content-type': 'text/turtle' } };

describe('the body of an answer', () => {
  it('is shown where it is text, whatever it is called', async () => {
    expect(await readAnswerBody(new Response('<#a> <#b> "ö".', typed))).toEqual({
      is: 'text',
      text: '<#a> <#b> "ö".',
    });
    expect(await readAnswerBody(new Response('x'.repeat(64 * KIB)))).toMatchObject({ is: 'text' });
  });

  it('is none where there is none', async () => {
    expect(await readAnswerBody(new Response(null, { status: 204 }))).toEqual({ is: 'none' });
    expect(await readAnswerBody(new Response(''))).toEqual({ is: 'none' });
  });

  it.each<[string, BodyInit, number]>([
    ['a text that is too long', 'x'.repeat(64 * KIB + 1), 64 * KIB + 1],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 1]), 3],
    ['a text with a zero in it', 'a\0b', 3],
  ])('is told by its size where it is %s', async (_what, body, bytes) => {
    expect(await readAnswerBody(new Response(body, typed))).toEqual({
      is: 'other',
      type: 'text/turtle',
      bytes,
    });
  });

  it('is left where there is no end to it', async () => {
    let isLeft = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(256 * KIB)),
      cancel: () => {
        isLeft = true;
      },
    });
    expect(await readAnswerBody(new Response(endless))).toMatchObject({ is: 'other', bytes: null });
    expect(isLeft).toBe(true);
  });
});

describe('text of unknown origin', () => {
  it('keeps its lines, and nothing in it disguises anything', () => {
    expect(cleanLines('a\r\nb\tc\rd')).toBe('a\nb\tc\nd');
    expect(cleanLines('a\u202Eb\u0007\u2028c')).toBe('a\uFFFDb\uFFFD\uFFFDc');
  });
});
