import { type GeneratedChange, readName } from '../change';

/** A module of the API with one query: `npm run new -- module template`. */
export function newModule(given: string): GeneratedChange {
  const { kebab, camel, pascal, title } = readName(given, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'template');
  const folder = `server/src/modules/${kebab}`;
  return {
    files: [
      {
        path: `${folder}/${kebab}.type.ts`,
        text: `import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'TODO: what a ${title.toLowerCase()} is.' })
export class ${pascal} {
  @Field(() => ID, { description: 'Identifies the ${title.toLowerCase()}.' })
  id!: string;
}
`,
      },
      {
        path: `${folder}/${kebab}.service.ts`,
        text: `import { requireViewer, type Viewer } from '../../shared/viewer';

/** TODO: what it does. It asks for the viewer's permission first and knows no GraphQL. */
export function create${pascal}Service() {
  return {
    /** TODO: reads one from a repository, within the viewer's workspace. */
    async find(viewer: Viewer | null, _id: string): Promise<{ id: string } | null> {
      requireViewer(viewer);
      return null;
    },
  };
}
export type ${pascal}Service = ReturnType<typeof create${pascal}Service>;
`,
      },
      {
        path: `${folder}/${kebab}.resolver.ts`,
        text: `import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import type { ${pascal}Service } from './${kebab}.service';
import { ${pascal} } from './${kebab}.type';

declare module '../../graphql/context' {
  interface Services {
    ${camel}: ${pascal}Service;
  }
}

@Resolver()
export class ${pascal}Resolver {
  @Query(() => ${pascal}, {
    nullable: true,
    description: 'One ${title.toLowerCase()}; null when the workspace has none with this id.',
  })
  ${camel}(
    @Arg('id', () => ID, { description: 'Id of the ${title.toLowerCase()}.' }) id: string,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.${camel}.find(viewer, id);
  }
}
`,
      },
      {
        path: `${folder}/${kebab}.test.ts`,
        text: `import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../../api/testing/test-world';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

it('a ${title.toLowerCase()} is found by its id', async () => {
  const ada = await world.person();
  // TODO: make one first.
  const { data } = await world.gql(ada, '{ ${camel}(id: "x") { id } }');
  expect(data.${camel}).toEqual({ id: 'x' });
});
`,
      },
    ],
    lines: [
      {
        path: 'server/src/api/build-schema.ts',
        list: 'resolvers: [',
        entry: `${pascal}Resolver,`,
        imports: [`import { ${pascal}Resolver } from '../modules/${kebab}/${kebab}.resolver';`],
      },
      {
        path: 'server/src/api/create-services.ts',
        list: '  return {',
        entry: `${camel}: create${pascal}Service(),`,
        imports: [`import { create${pascal}Service } from '../modules/${kebab}/${kebab}.service';`],
      },
      {
        path: 'server/src/api/permissions.test.ts',
        list: 'const fields: Record<string, { needs: Need; call: string }> = {',
        entry: `'Query.${camel}': { needs: 'anyone', call: '{ ${camel}(id: "x") { id } }' },`,
        imports: [],
      },
    ],
    next: [
      `Write ${folder}/, with a *.repository.ts for what is stored (docs/developers/change-the-database.md).`,
      'npm run schema, then npm run generate.',
      `npx vitest run ${folder} server/src/api`,
    ],
  };
}
