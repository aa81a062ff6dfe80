/** Set while an answer is written: then payloads leave a mark in the text instead of their value. */
let collecting: { mark: string; texts: string[] } | null = null;

/**
 * JSON that is text already (from Postgres or a worker) on its way to a client or into a row. It is put there as it is:
 * parsing megabytes only to write them out again would hold up everybody.
 */
export class RawJson {
  constructor(readonly text: string) {}

  /** The value, for whoever writes JSON without knowing of this class. */
  toJSON(): unknown {
    if (!collecting) return JSON.parse(this.text);
    collecting.texts.push(this.text);
    return collecting.mark;
  }
}

/**
 * `JSON.stringify` for values that hold {@link RawJson}: its text goes in as it is, so that of many megabytes only the
 * frame around the payloads is written anew.
 * @param mark a text that stands nowhere else in the value
 */
export function stringifyRaw(value: unknown, mark: string): string {
  const texts: string[] = [];
  collecting = { mark, texts };
  let frame: string;
  try {
    frame = JSON.stringify(value);
  } finally {
    collecting = null;
  }
  if (texts.length === 0) return frame;
  return frame
    .split(`"${mark}"`)
    .map((part, index) => part + (texts[index] ?? ''))
    .join('');
}
