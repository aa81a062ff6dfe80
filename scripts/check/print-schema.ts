import { emitSchema } from '../../server/src/api/emit-schema';

/** Prints the GraphQL schema of the code, for the check that the committed one is the same. */
process.stdout.write(await emitSchema());
