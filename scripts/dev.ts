import { runStack } from './stack/run-stack';

/** `npm run dev`: everything, with pages compiled when opened and the server restarted when a file changes. */
await runStack('development');
