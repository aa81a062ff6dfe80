import { fileURLToPath } from 'node:url';

/** The Prisma schema: the truth about tables. */
export const schemaPath = fileURLToPath(new URL('../schema.prisma', import.meta.url));

/** The folder of migrations, in Prisma's own format. */
export const migrationsPath = fileURLToPath(new URL('../migrations', import.meta.url));
