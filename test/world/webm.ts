/** A frame of a film: encoded as VP8, each one a key frame. */
export interface Frame {
  /** Milliseconds from the beginning. */
  readonly at: number;
  readonly data: Uint8Array;
}

/** A film in a WebM file that can be sought in: every second of it is a cluster with a cue. */
export function webm(
  width: number,
  height: number,
  frames: readonly Frame[],
  duration: number,
): Uint8Array<ArrayBuffer> {
  const seconds = new Map<number, Frame[]>();
  for (const frame of frames) {
    const second = Math.floor(frame.at / 1000);
    seconds.set(second, [...(seconds.get(second) ?? []), frame]);
  }
  const clusters = [...seconds].map(([second, group]) => clusterOf(second * 1000, group));
  const head = [info(duration), tracks(width, height)];
  const cuesAt = (from: number): Buffer => {
    let at = from;
    return element(
      0x1c53bb6b,
      ...[...seconds.keys()].map((second, i) => {
        const cue = cueOf(second * 1000, at);
        at += clusters[i]?.length ?? 0;
        return cue;
      }),
    );
  };
  // Every number has the same length, so the cues are as long wherever they point to.
  const before = Buffer.concat(head).length + cuesAt(0).length;
  const segment = element(0x18538067, ...head, cuesAt(before), ...clusters);
  return Uint8Array.from(Buffer.concat([header(), segment]));
}

function header(): Buffer {
  return element(
    0x1a45dfa3,
    ...[number(0x4286, 1), number(0x42f7, 1), number(0x42f2, 4), number(0x42f3, 8)],
    ...[text(0x4282, 'webm'), number(0x4287, 2), number(0x4285, 2)],
  );
}

function info(duration: number): Buffer {
  const length = Buffer.alloc(8);
  length.writeDoubleBE(duration);
  const app = 'Latchkey';
  return element(
    0x1549a966,
    ...[number(0x2ad7b1, 1_000_000), element(0x4489, length), text(0x4d80, app), text(0x5741, app)],
  );
}

function tracks(width: number, height: number): Buffer {
  const video = element(0xe0, number(0xb0, width), number(0xba, height));
  const entry = [number(0xd7, 1), number(0x73c5, 1), number(0x83, 1), text(0x86, 'V_VP8'), video];
  return element(0x1654ae6b, element(0xae, ...entry));
}

function cueOf(time: number, position: number): Buffer {
  return element(0xbb, number(0xb3, time), element(0xb7, number(0xf7, 1), number(0xf1, position)));
}

function clusterOf(time: number, frames: readonly Frame[]): Buffer {
  const blocks = frames.map(({ at, data }) => {
    const head = Buffer.from([0x81, 0, 0, 0x80]);
    head.writeInt16BE(at - time, 1);
    return element(0xa3, head, data);
  });
  return element(0x1f43b675, number(0xe7, time), ...blocks);
}

function text(id: number, value: string): Buffer {
  return element(id, Buffer.from(value));
}

function number(id: number, value: number): Buffer {
  const data = Buffer.alloc(8);
  data.writeBigUInt64BE(BigInt(value));
  return element(id, data);
}

function element(id: number, ...parts: readonly Uint8Array[]): Buffer {
  const data = Buffer.concat(parts);
  const size = Buffer.alloc(8);
  // A size of eight bytes begins with a one.
  size.writeBigUInt64BE(BigInt(data.length) | (1n << 56n));
  return Buffer.concat([Buffer.from(id.toString(16).padStart(2, '0'), 'hex'), size, data]);
}
