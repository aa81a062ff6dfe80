// What runs in a child: loads the entry, then answers one frame after another on file descriptor 3. A frame is its
// length in bytes (32 bits, little endian) and UTF-8; the first letter of an answer says what it is:
// `r` ready · `a` answer · `x` answer, and the child must not be used again · `e` the task threw, with its message.
import { Socket } from 'node:net';

const [entry, cpuSeconds] = process.argv.slice(2);
const channel = new Socket({ fd: 3, readable: true, writable: true });
// The parent stops in order, and closes the channel when it no longer needs an answer.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
channel.on('error', () => process.exit(0));
channel.on('close', () => process.exit(0));

function send(text) {
  const bytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(4 + bytes);
  frame.writeUInt32LE(bytes, 0);
  frame.write(text, 4);
  channel.write(frame);
}

const { handle } = await import(entry);

/** Past half of its processor time a child is replaced, before the system would kill it with a task in it. */
const isWornOut = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 > Number(cpuSeconds) / 2;
};

async function answer(text) {
  try {
    const result = await handle(text);
    const whole = typeof result === 'string' ? { text: result, retire: false } : result;
    send(`${whole.retire || isWornOut() ? 'x' : 'a'}${whole.text}`);
  } catch (error) {
    send(`e${String(error?.message ?? error).slice(0, 500)}`);
  }
}

let chunks = [];
let held = 0;
channel.on('data', (chunk) => {
  chunks.push(chunk);
  held += chunk.length;
  if (held < 4) return;
  if (chunks[0].length < 4) chunks = [Buffer.concat(chunks)];
  const bytes = chunks[0].readUInt32LE(0);
  if (held < 4 + bytes) return;
  const text = Buffer.concat(chunks).toString('utf8', 4);
  chunks = [];
  held = 0;
  void answer(text);
});
send('r');
