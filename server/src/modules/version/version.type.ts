import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection';
import { DateTimeScalar } from '../../graphql/scalars';

/** `graph`, `report` and `workflow` are declared in `version.resolver.ts`. */
@ObjectType({
  simpleResolvers: true,
  description: 'An immutable published graph. Runs stay on the version they began on.',
})
export class Version {
  @Field(() => ID, { description: 'Identifies the version.' })
  id!: string;
  @Field(() => Int, { description: '1, 2, 3 … within the workflow.' })
  number!: number;
  @Field(() => String, { description: 'The same content has the same hash; the view does not count.' })
  hash!: string;
  @Field(() => DateTimeScalar, { description: 'When it was published.' })
  publishedAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A page of versions.' })
export class VersionConnection extends connectionOf(Version) {}
