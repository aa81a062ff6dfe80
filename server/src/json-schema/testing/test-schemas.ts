import { createSchemaChecks } from '../schema-checks';

/** For tests: real children, which end with the test's process. */
export const testSchemas = createSchemaChecks();
/** The same, for one workspace. */
export const testForm = { schemas: testSchemas, workspaceId: 'wsp_test' };
