import { type ClassType, Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'Where a page ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether entries follow this page.' })
  hasNextPage!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Pass as `after` for the next page; null when the page is empty.',
  })
  endCursor!: string | null;
}

/** Options of the arguments that every connection takes. */
export const firstArgument = { description: 'Entries in the page, 1 to 100.' };
export const afterArgument = {
  nullable: true,
  description: '`endCursor` of the page before; the first page when absent.',
} as const;

/** The base of a Relay-style connection over `Node`; its values are a service's `Page`. */
export function connectionOf<Node extends object>(node: ClassType<Node>) {
  @ObjectType({ simpleResolvers: true })
  abstract class Connection {
    @Field(() => [node], { description: 'The entries of this page.' })
    nodes!: Node[];
    @Field(() => PageInfo, { description: 'Where this page ends.' })
    pageInfo!: PageInfo;
    /** A function, which GraphQL calls only when the field is asked for. */
    @Field(() => Int, { description: 'Entries of the whole list; counted only when asked for.' })
    totalCount!: number;
  }
  return Connection;
}
