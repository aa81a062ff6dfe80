import type { UserId } from '@muster/schema';
import { expect, it } from 'vitest';
import { catalogueAfter } from '../../compiler/testing/greet-node';
import { createNodeTypeService } from './node-type.service';

it('answers with the newest versions, and with the older ones apart', () => {
  const service = createNodeTypeService(catalogueAfter);
  const viewer = { userId: 'usr_1' as UserId } as Parameters<typeof service.newest>[0];
  const versions = (list: typeof service.newest) =>
    list(viewer).flatMap(({ type, version }) => (type === 'test.greet' ? [version] : []));
  expect(versions(service.newest)).toEqual([2]);
  expect(versions(service.older)).toEqual([1]);
  expect(() => service.older(null)).toThrow();
});
