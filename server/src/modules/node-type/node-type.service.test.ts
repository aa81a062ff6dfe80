import type { UserId } from '@muster/schema';
import { expect, it } from 'vitest';
import { catalogueAfter } from '../../compiler/testing/greet-node';
import { createNodeTypeService } from './node-type.service';

it('answers with the newest versions, and with older ones when they are asked for', () => {
  const service = createNodeTypeService(catalogueAfter);
  const viewer = { userId: 'usr_1' as UserId } as Parameters<typeof service.list>[0];
  const versions = (includeOlder: boolean) =>
    service.list(viewer, includeOlder).flatMap(({ type, version }) => (type === 'test.greet' ? [version] : []));
  expect(versions(false)).toEqual([2]);
  expect(versions(true)).toEqual([2, 1]);
});
