import { runStack } from './stack/run-stack';

/** `npm start`: everything, built, on one machine. */
await runStack('production');
