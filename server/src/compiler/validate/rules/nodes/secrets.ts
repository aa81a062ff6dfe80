import { isJsonObject, type Json, showPath } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import type { DraftNode } from '../../../graph';
import type { Rule } from '../rule';

/** Texts that well-known services hand out as secrets. Every repetition is bounded or ends at the first match, so none can be slow. */
const secretForms = [
  /\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{16,}/,
  /\b(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,}/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bglpat-[A-Za-z0-9_-]{16,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bAKIA[A-Z0-9]{16}\b/,
  /\bAIza[A-Za-z0-9_-]{30,}/,
  /\beyJ[A-Za-z0-9_-]{10,200}\.eyJ[A-Za-z0-9_-]{10}/,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/,
  /\b(?:postgres(?:ql)?|mysql|mongodb|redis|amqp):\/\/[^\s:@/]{1,100}:[^\s:@/]{1,200}@/,
];

/** Places in a config whose text looks like a secret. Depth is bounded by `readGraph`. */
function suspects(value: Json | undefined, path: string[]): string[][] {
  if (typeof value === 'string') return secretForms.some((form) => form.test(value)) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((element, index) => suspects(element, [...path, String(index)]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => suspects(child, [...path, key]));
}

const report = (node: DraftNode, path: string[]) =>
  diagnostic('SECRET_IN_CONFIG', {
    nodes: [node.id],
    message: `${called(node)}: the text at ${showPath(path)} looks like a secret. Everybody who may see the workflow can read it.`,
    fix: 'Take it out, and revoke it where it came from.',
    configPath: path,
  });

/** Secrets do not belong in a graph: it is shown, exported and kept for ever. */
export const secrets: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) => suspects(node.drawnConfig, []).map((path) => report(node, path)));
