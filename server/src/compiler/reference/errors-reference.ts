import { type ErrorCode, errorCodes } from '@muster/schema';

/** The page about every error code, from the list of codes. Markdown. */
export function errorsReference(): string {
  const codes = Object.keys(errorCodes).sort() as ErrorCode[];
  const intro = [
    'Every stable code of an error that a person or a program can meet. Where codes stand in an answer is in',
    '[the API guide](../api/README.md#errors). Findings of the compiler have [codes of their own](diagnostics.md).',
    'Made by `npm run reference`; do not edit.',
  ].join('\n');
  return `${['# Error codes', intro, codes.map((code) => `- \`${code}\`: ${errorCodes[code]}`).join('\n')].join('\n\n')}\n`;
}
