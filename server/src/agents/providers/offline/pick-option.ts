import type { Json } from '@muster/schema';
import type { Reading } from './reading';

/** Words that speak for an option beside its own; enough for the demonstrations people try first. */
const affinities: Record<string, string> = {
  critical: 'outage security breach everybody production lost payment',
  high: 'crash crashes fails broken cannot blocked urgent error 500 down',
  low: 'typo cosmetic minor wording colour someday',
  billing: 'invoice refund charged charge payment price card paid money subscription',
  bug: 'crash crashes error broken fails wrong exception 500 stack bug',
  question: 'how where what when can could wondering',
  outage: 'down offline expired unavailable outage crash',
  'how-to': 'how where what guide',
  breaking: 'removed remove gone deprecated incompatible',
  spam: 'win winner prize offer free click casino buy',
  feature: 'wish would add support please could',
  yes: 'works correct approve fine good',
};

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
const stem = (word: string): string => word.replace(/(ing|ed|es|s)$/, '');

/** Words that usually go with this one. */
export const usualWords = (word: string): string[] =>
  Object.hasOwn(affinities, word) ? wordsOf(affinities[word] ?? '') : [];

/** The option the matter speaks for most, by shared words with the option, its description and its usual words. */
export function pickOption(options: Json[], reading: Reading): Json {
  const matter = new Set(wordsOf(reading.matter).map(stem));
  const lines = reading.system.split('\n');
  const score = (option: Json): number => {
    const id = String(option).toLowerCase();
    const described = lines.filter((line) => line.toLowerCase().startsWith(`- ${id}:`)).join(' ');
    const usual = [id, ...wordsOf(id)].flatMap((word) => usualWords(word));
    const clues = new Set([...wordsOf(`${id} ${described}`), ...usual].map(stem));
    return [...clues].filter((clue) => matter.has(clue)).length;
  };
  const scored = options.map((option) => ({ option, score: score(option) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), scored[0] ?? { option: null, score: 0 });
  return best.option;
}
