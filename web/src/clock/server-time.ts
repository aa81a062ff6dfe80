/**
 * How far this machine's clock is from the server's, in milliseconds, from the `Date` header of answers. Spans of runs
 * are between two times of the server, so a machine whose clock is wrong must not show them wrong.
 */
let ahead = 0;

/** The header counts whole seconds: a smaller difference says nothing. */
const leastCounted = 2_000;

/** Takes an answer's `Date` header for when the server sent it: between `sentAt` and `receivedAt` on this clock. */
export function noteServerDate(header: string | null, sentAt: number, receivedAt: number): void {
  const server = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(server)) return;
  // The header leaves out up to a second; on average it is half a second behind.
  const difference = (sentAt + receivedAt) / 2 - (server + 500);
  ahead = Math.abs(difference) < leastCounted ? 0 : difference;
}

/** The time on the server, epoch milliseconds, as well as it is known. */
export const serverNow = (): number => Date.now() - ahead;

/** `fetch` that learns the server's time from every answer. */
export async function fetchNotingDate(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const sentAt = Date.now();
  const answer = await fetch(input, init);
  noteServerDate(answer.headers.get('date'), sentAt, Date.now());
  return answer;
}
