import { createDatabase } from '@muster/prisma';
import { createPublicationRepository } from '../publication.repository';
import { createPublicationFeed } from '../publication-feed';
import { recordPublished } from './publish-versions';

/** A replica to be killed: publishes a version, starts to handle that, never ends, and prints the version's id. */
const db = createDatabase(process.env.DATABASE_URL ?? '');
const repository = createPublicationRepository(db);
const feed = createPublicationFeed({ repository, log: { warn() {} }, pollMs: 20, leaseMs: 1000 });
const published = recordPublished(db);
feed.subscribe('schedules', async () => {
  process.stdout.write(`${await published}\n`);
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
await published;
feed.start();
