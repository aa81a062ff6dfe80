/** What one caller may ask for. The numbers a client meets are in the docs; change them together. */
export const limits = {
  /** Levels of fields in one operation. */
  depth: 12,
  /** Aliased fields in one document. */
  aliases: 50,
  /** Fields resolved, at worst, by one operation; see `operation-cost.ts`. */
  cost: 60_000,
  /** Lexical tokens in one document. */
  tokens: 5_000,
  /** Pairs of braces (selections) in one document. */
  selections: 200,
  /** Brackets nested in a document, and levels of JSON in a request: both are read recursively further on. */
  nesting: 100,
  /** Keys of one object in a request: JSON.parse takes seconds over a million. */
  keys: 100_000,
  /** Bytes of a request body. A graph may have 5 MB, and a larger one must reach the service that says so. */
  bodyBytes: 11 * 1024 * 1024,
  /** Bytes of payloads (inputs, outputs, graphs …) and rows in one answer. */
  answerBytes: 16_000_000,
  /** The same over a WebSocket; large answers are read over HTTP. */
  socketAnswerBytes: 6_000_000,
  /** What a row of a list without pages counts as, beside its payloads. */
  rowBytes: 512,
  /** Operations over HTTP executed at once, in all and of one workspace; and those of one that may wait. */
  operationsAtOnce: 24,
  operationsPerCaller: 8,
  /** The same of a caller that used more than its share lately, while others are served. */
  operationsPerHeavyCaller: 2,
  /** Milliseconds of operations a caller may use before it counts as heavy; what it used halves every `useHalfLifeMs`. */
  operationMs: 20_000,
  useHalfLifeMs: 10_000,
  operationsWaitingPerCaller: 100,
  /** Bytes of requests and of payloads in answers that one workspace may move in a second, after a burst. */
  bytesPerSecond: 2_000_000,
  bytesBurst: 20_000_000,
  /** Bytes beyond the steady rate after which a caller has one operation at once while others are served. */
  bytesHeavy: 4_000_000,
  /** Longest a request waits because of them, in milliseconds; then it is refused. */
  bytesWaitMs: 10_000,
  /** Milliseconds until such a refusal is answered: a client that asks again at once would cost more than it may. */
  refusalMs: 1_000,
  /** Bytes of a sign-in request. */
  authBodyBytes: 64 * 1024,
  /** Bytes of one WebSocket message; large graphs are saved over HTTP. */
  socketMessageBytes: 1024 * 1024,
  /** Bytes of a message before the socket is acknowledged. */
  socketInitBytes: 16 * 1024,
  /** Milliseconds a socket may stay open without `connection_init`. */
  socketInitTimeoutMs: 10_000,
  /** Operations open at once on one socket. */
  socketOperations: 100,
  /** Sockets of one session or API key. */
  socketsPerCredential: 50,
  /** Sockets of one person, with all their sessions and keys. */
  socketsPerPerson: 200,
  /** Signed-in sockets from one address (an IPv6 address counts as its /64 network). */
  socketsPerAddress: 500,
  /** Signed-in sockets of this process. */
  sockets: 2_000,
  /** Sockets of this process that have not signed in yet; the oldest goes when one more comes. */
  socketsWaiting: 200,
  /** The same from one address. */
  socketsWaitingPerAddress: 20,
  /** Frames (messages, pings) one socket may send in ten seconds. */
  socketFramesPerTenSeconds: 2_000,
  /** Bytes that may wait for a client that does not read. */
  socketBufferedBytes: 16 * 1024 * 1024,
  /** Milliseconds between pings; a client that misses one whole interval is gone. */
  socketPingMs: 15_000,
} as const;
