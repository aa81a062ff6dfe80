/** Keeps what has every word of the search in its name, whatever the case or accents. */
export function filterByName<Row extends { name: string }>(rows: readonly Row[], search: string): readonly Row[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const name = plain(row.name);
    return words.every((word) => name.includes(word));
  });
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
