import { type ClassType, Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;
  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** The base of a Relay-style connection over `Node`; its values are a service's `Page`. */
export function connectionOf<Node extends object>(node: ClassType<Node>) {
  @ObjectType({ simpleResolvers: true })
  abstract class Connection {
    @Field(() => [node])
    nodes!: Node[];
    @Field(() => PageInfo)
    pageInfo!: PageInfo;
    /** A function, which GraphQL calls only when the field is asked for. */
    @Field(() => Int)
    totalCount!: number;
  }
  return Connection;
}
