import { Redis } from 'ioredis';
import type { Secret } from '../config/secret';
import type { Log } from '../log/logger';

/** A connection that comes back by itself; commands fail at once while it is away, so that nothing waits for it. */
export function connectRedis(url: Secret, log: Log): Redis {
  const redis = new Redis(url.reveal(), { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: false });
  let away = false;
  redis.on('error', (error) => {
    if (!away) log.warn({ err: error }, 'Redis is away; counting and telling goes on in memory');
    away = true;
  });
  redis.on('ready', () => {
    away = false;
  });
  return redis;
}
