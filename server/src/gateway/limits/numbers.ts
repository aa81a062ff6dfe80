/**
 * Why this number, as it is written, must be refused; null when it may pass. JSON and GraphQL numbers become doubles: an
 * integer beyond 2^53 may be rounded, and a very large number becomes infinite. What a double writes back as it came passes.
 */
export function refuseNumber(text: string): string | null {
  const value = Number(text);
  // No number at all: the parser says so.
  if (Number.isNaN(value)) return null;
  if (!Number.isFinite(value)) return `The number ${shorten(text)} is too large.`;
  if (Number.isSafeInteger(value) || !/^-?\d+$/.test(text) || String(value) === text) return null;
  return `The number ${shorten(text)} has more digits than can be kept; send it as text.`;
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
