import { mkdirSync, writeFileSync } from 'node:fs';
import { referencePages } from './pages';

/** `npm run reference`: writes the pages that are made from the code. */
const folder = new URL('../../../../docs/reference/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, make] of referencePages) writeFileSync(new URL(name, folder), make());
console.log(`docs/reference/: ${referencePages.map(([name]) => name).join(', ')} are written.`);
