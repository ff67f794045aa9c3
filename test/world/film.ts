import type { Page } from 'playwright-core';
import { webm } from './webm.ts';

const [WIDTH, HEIGHT, PER_SECOND] = [480, 270, 10];

/**
 * A film of some seconds, encoded by the browser. Every frame is noise, so that it is too large to be loaded at once,
 * under a colour that tells the second.
 */
export async function film(page: Page, seconds: number): Promise<Uint8Array<ArrayBuffer>> {
  const frames = await page.evaluate(encode, [WIDTH, HEIGHT, PER_SECOND, seconds] as const);
  const decoded = frames.map(({ at, data }) => ({ at, data: Buffer.from(data, 'base64') }));
  return webm(WIDTH, HEIGHT, decoded, seconds * 1000);
}

async function encode([width, height, perSecond, seconds]: readonly [number, number, number, number]) {
  const frames: { readonly at: number; readonly data: string }[] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push({ at: Math.round(chunk.timestamp / 1000), data: btoa(String.fromCharCode(...bytes)) });
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec: 'vp8', width, height, bitrate: 20_000_000, framerate: perSecond });
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  for (let i = 0; context !== null && i < seconds * perSecond; i += 1) {
    const noise = context.createImageData(width, height);
    for (let at = 0; at < noise.data.length; at += 1) noise.data[at] = Math.random() * 256;
    context.putImageData(noise, 0, 0);
    context.fillStyle = `hsl(${Math.floor(i / perSecond) * 36} 80% 50%)`;
    context.fillRect(0, 0, width, height / 2);
    const frame = new VideoFrame(canvas, { timestamp: (i * 1_000_000) / perSecond });
    encoder.encode(frame, { keyFrame: true });
    frame.close();
  }
  await encoder.flush();
  return frames;
}
