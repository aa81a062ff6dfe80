import type { RunEvent } from '@muster/schema';
import { Arg, ID, Int, Resolver, Root, type SubscribeResolverData, Subscription } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { RunEventType } from './run-event.type';

type Call = SubscribeResolverData<unknown, { runId: string; afterSeq?: number | null }, GraphQLContext>;

@Resolver()
export class RunEventResolver {
  @Subscription(() => RunEventType, {
    description:
      'Every stored event after afterSeq (0 when absent), then live ones, in order, none missing, none twice. Ends with the run.',
    subscribe: ({ args, context: { viewer, services } }: Call) =>
      services.runs.events(viewer, args.runId, args.afterSeq ?? 0),
  })
  runEvents(
    @Root() event: RunEvent,
    @Arg('runId', () => ID, { description: 'The run to follow.' }) _runId: string,
    @Arg('afterSeq', () => Int, { nullable: true, description: 'The last `seq` you have; 0 when absent.' }) _afterSeq:
      | number
      | null,
  ): RunEvent {
    return event;
  }
}
