import { mkdirSync, writeFileSync } from 'node:fs';
import { diagnosticsReference } from './diagnostics-reference';
import { nodesReference } from './nodes-reference';

/** `npm run reference`: writes the pages that are made from the code. */
const folder = new URL('../../../../docs/reference/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('nodes.md', folder), nodesReference());
writeFileSync(new URL('diagnostics.md', folder), diagnosticsReference());
console.log('docs/reference/nodes.md and docs/reference/diagnostics.md are written.');
