/** A statement is prepared when it has come this often. */
const OFTEN = 10;
/** Each connection keeps what it has prepared, so there is a limit. */
const MOST_NAMES = 100;
/** Statements counted at a time; texts with lists of any length would else be counted for ever. */
const MOST_COUNTED = 1000;
/** Longer ones hold a long list, and are neither counted nor kept. */
const LONGEST = 10_000;

/**
 * Names the statements that come again and again, so that Postgres parses and plans each once a connection: it spends
 * more on planning a run's statements than on executing them. Empty, which is no name, for the rest.
 */
export function createStatementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return ({ sql }) => {
    if (sql.length > LONGEST) return '';
    const name = names.get(sql);
    if (name !== undefined || names.size >= MOST_NAMES) return name ?? '';
    const count = (counts.get(sql) ?? 0) + 1;
    if (count < OFTEN) {
      if (counts.size >= MOST_COUNTED) counts.clear();
      counts.set(sql, count);
      return '';
    }
    counts.delete(sql);
    const given = `muster_${names.size + 1}`;
    names.set(sql, given);
    return given;
  };
}
