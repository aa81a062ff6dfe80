import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { emitSchema } from './emit-schema';

const path = fileURLToPath(new URL('../../../schema/schema.graphql', import.meta.url));
await writeFile(path, await emitSchema());
