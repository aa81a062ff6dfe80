/** An id short enough for a line: prefix, the first four and the last two characters (`run_01JD…7Q`). */
export function shortId(id: string): string {
  const [prefix, body] = id.split('_', 2);
  if (body === undefined || body.length <= 8) return id;
  return `${prefix}_${body.slice(0, 4)}…${body.slice(-2)}`;
}
