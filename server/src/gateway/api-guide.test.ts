import { globSync, readFileSync } from 'node:fs';
import { CloseCode } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import { closeCodes } from './socket/socket-adapter';

const guide = readFileSync(new URL('../../../docs/api/README.md', import.meta.url), 'utf8');
const firstCells = (heading: string): string[] => {
  const lines = guide.slice(guide.indexOf(heading)).split('\n').slice(2);
  return lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => line.split('|')[1] ?? '');
};
const numbersIn = (cells: string[]): Set<number> =>
  new Set(cells.flatMap((cell) => (cell.match(/\d+/g) ?? []).map(Number)));

describe('the API guide', () => {
  it('has every close code a socket of ours can get', () => {
    // Of graphql-ws: those of a client are not ours to send.
    const ofClients = [
      CloseCode.InternalClientError,
      CloseCode.BadResponse,
      CloseCode.ConnectionAcknowledgementTimeout,
    ];
    const ofServers = Object.values(CloseCode).filter(
      (code): code is CloseCode => typeof code === 'number' && !ofClients.includes(code),
    );
    expect([...numbersIn(firstCells('| close code |'))].sort()).toEqual(
      [...new Set([...Object.values(closeCodes), ...ofServers])].sort(),
    );
  });

  it('has every status the gateway answers', () => {
    const files = globSync('**/*.ts', { cwd: import.meta.dirname }).filter(
      (file) => !/\.test\.ts$|^testing\//.test(file),
    );
    const statuses = new Set<number>();
    for (const file of files) {
      const code = readFileSync(new URL(file, import.meta.url), 'utf8');
      for (const [, status] of code.matchAll(
        /(?:code\(|statusCode = |status: |status = |[A-Z_]+: |ready \? 200 : |', |'|, )([45]\d\d)\b/g,
      ))
        statuses.add(Number(status));
    }
    // Of GraphQL over HTTP: Apollo refuses a mutation with GET. 499 is for a client that has gone.
    statuses.add(405).delete(499);
    expect(statuses.size).toBeGreaterThan(10);
    const told = numbersIn(firstCells('| status |'));
    expect([...statuses].filter((status) => !told.has(status))).toEqual([]);
    expect([...told].filter((status) => status !== 200 && !statuses.has(status))).toEqual([]);
  });
});
