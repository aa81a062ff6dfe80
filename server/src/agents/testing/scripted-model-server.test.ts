import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createOpenAiProvider } from '../providers/openai/openai.provider';
import { startScriptedModelServer } from './scripted-model-server';

const ask = (url: string, text: string) =>
  createOpenAiProvider({ baseUrl: url }).generate({
    model: 'any',
    messages: [{ role: 'user', text }],
    signal: new AbortController().signal,
  });

describe('the scripted model server', () => {
  it('answers by the first rule that fits and is not used up, and counts', async () => {
    const rules = [
      { key: 'once', times: 1, reply: { text: 'first' } },
      { key: 'cart', when: { last: 'cart' }, reply: { text: 'carts' } },
    ];
    const server = await startScriptedModelServer({ rules });
    try {
      expect((await ask(server.url, 'the cart')).text).toBe('first');
      expect((await ask(server.url, 'the cart')).text).toBe('carts');
      await expect(ask(server.url, 'other')).rejects.toThrow('No rule');
      expect([server.count('once'), server.count('cart'), server.count('unmatched')]).toEqual([1, 1, 1]);
      await server.until((calls) => calls.filter((call) => call.state === 'answered').length >= 2);
      expect(server.paidTwice()).toHaveLength(1);
    } finally {
      await server.close();
    }
  });

  it('runs as a process of its own that is steered over HTTP', async () => {
    const cli = fileURLToPath(new URL('./scripted-model-server.cli.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', cli, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const url = /ready (\S+)/.exec(line.toString())?.[1] ?? '';
      const control = (path: string, body: unknown) =>
        fetch(new URL(path, url), { method: 'POST', body: JSON.stringify(body) });
      await control('/__script', [{ key: 'held', hold: 'word', reply: { text: 'free' } }]);
      const answer = ask(url, 'wait');
      await control('/__release', { hold: 'word' });
      expect((await answer).text).toBe('free');
      const { calls } = (await (await fetch(new URL('/__calls', url))).json()) as { calls: { key: string }[] };
      expect(calls.map((call) => call.key)).toEqual(['held']);
    } finally {
      child.kill('SIGTERM');
    }
    await once(child, 'exit');
  });
});
