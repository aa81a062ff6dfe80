import { createTestClient } from '../../src/testing/test-client';
import { attacks, type Hostile } from './attacks';

/**
 * A hostile workspace as a process of its own: `attacker.ts <attack> <url> <public url> <cookie>`. Says `ready` when it
 * has what it needs, begins when it is told anything, and says what became of its requests when it is ended.
 */
const [name = '', url = '', publicUrl = '', cookie = ''] = process.argv.slice(2);
const attack = attacks[name];
if (!attack) throw new Error(`no attack ${name}`);

const client = createTestClient(url, publicUrl);
const outcomes = new Map<string, number>();
const hostile: Hostile = {
  client,
  as: { cookie },
  outcomes,
  async ask(query, variables = {}) {
    const answer = await client.gql(query, { variables, as: { cookie } });
    const [error] = answer.body?.errors ?? Object.values(answer.body?.data ?? {}).flatMap((each) => problemsOf(each));
    const outcome = `${answer.status} ${error?.extensions?.code ?? error?.code ?? 'ok'}`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    return answer;
  },
};

function problemsOf(payload: unknown): { code?: string; extensions?: { code?: string } }[] {
  return (payload as { userErrors?: { code: string }[] } | null)?.userErrors ?? [];
}

await attack.prepare(hostile);
outcomes.clear();
process.on('SIGTERM', () => {
  process.send?.(Object.fromEntries(outcomes), () => process.exit(0));
});
process.on('message', () => attack.attack(hostile));
process.send?.('ready');
