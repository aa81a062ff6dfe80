/** Bytes of the length that stands before every frame. */
const header = 4;

/** A text as a frame: its length in bytes (32 bits, little endian), then UTF-8. */
export function encodeFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(header + bytes);
  frame.writeUInt32LE(bytes, 0);
  frame.write(text, header);
  return frame;
}

/**
 * Collects chunks of a stream and calls `onFrame` with the text of each whole frame. A frame that says it is longer than
 * `maxBytes` calls `onTooLong` and ends the reading; nothing of it is kept.
 */
export function createFrameReader(maxBytes: number, onFrame: (text: string) => void, onTooLong: () => void) {
  let chunks: Buffer[] = [];
  let held = 0;
  let expected = -1;
  let ended = false;

  const take = (bytes: number): Buffer => {
    const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    held -= bytes;
    chunks = held > 0 ? [all.subarray(bytes)] : [];
    return all.subarray(0, bytes);
  };

  return (chunk: Buffer): void => {
    if (ended) return;
    chunks.push(chunk);
    held += chunk.length;
    for (;;) {
      if (expected < 0) {
        if (held < header) return;
        expected = take(header).readUInt32LE(0);
        if (expected > maxBytes) {
          ended = true;
          chunks = [];
          onTooLong();
          return;
        }
      }
      if (held < expected) return;
      const text = take(expected).toString('utf8');
      expected = -1;
      onFrame(text);
    }
  };
}
