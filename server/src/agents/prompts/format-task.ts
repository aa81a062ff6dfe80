import { isJsonObject, type Json } from '@muster/schema';

const known = ['title', 'description', 'acceptanceCriteria'];

function asText(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.map((item) => `- ${item}`).join('\n');
  }
  return JSON.stringify(value, null, 2);
}

/** A task in words: text as it is, `{ title, description, acceptanceCriteria }` as sections, anything else as JSON. */
export function formatTask(task: Json): string {
  if (!isJsonObject(task) || !known.some((key) => key in task)) return asText(task);
  const others = Object.fromEntries(Object.entries(task).filter(([key]) => !known.includes(key)));
  const sections = [
    task.title === undefined ? '' : `Title: ${asText(task.title)}`,
    task.description === undefined ? '' : `Description:\n${asText(task.description)}`,
    task.acceptanceCriteria === undefined ? '' : `Acceptance criteria:\n${asText(task.acceptanceCriteria)}`,
    Object.keys(others).length === 0 ? '' : `Further:\n${asText(others)}`,
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}
