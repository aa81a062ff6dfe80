import { authErrorCodes, errorCodes, requestErrorCodes, toolResultCodes } from '@muster/schema';

const list = (codes: Readonly<Record<string, string>>): string =>
  Object.keys(codes)
    .sort()
    .map((code) => `- \`${code}\`: ${codes[code]}`)
    .join('\n');

/** The page about every error code, from the lists of codes. Markdown. */
export function errorsReference(): string {
  const intro = [
    'Every stable code of an error that a person or a program can meet. Where codes stand in an answer is in',
    '[the API guide](../api/README.md#errors). Findings of the compiler have [codes of their own](diagnostics.md).',
    'Made by `npm run reference`; do not edit.',
  ].join('\n');
  const request = 'From GraphQL itself, before anything was done, and from the web app in front of the server.';
  const calls = [
    'What a model is told, and `agent.tool_result` says, when a call of an agent is answered at once without being carried',
    'out. The agent goes on with that. A tool that was carried out and failed has one of the codes above.',
  ].join('\n');
  const parts = [
    '# Error codes',
    intro,
    list(errorCodes),
    '## Requests',
    request,
    list(requestErrorCodes),
    '## Sign-in',
    'Answers of `/api/auth/*` have the code in the body: `{ "code": …, "message": … }`.',
    list(authErrorCodes),
    '## Calls of an agent',
    calls,
    list(toolResultCodes),
  ];
  return `${parts.join('\n\n')}\n`;
}
