import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars';
import { connectionOf } from '../shared/connection';

/** `graph`, `report` and `workflow` are declared in `version.resolver.ts`. */
@ObjectType({
  simpleResolvers: true,
  description: 'An immutable published graph. Runs stay on the version they began on.',
})
export class Version {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => String, { description: 'The same content has the same hash; the view does not count.' })
  hash!: string;
  @Field(() => DateTimeScalar)
  publishedAt!: Date;
}

@ObjectType({ simpleResolvers: true })
export class VersionConnection extends connectionOf(Version) {}
