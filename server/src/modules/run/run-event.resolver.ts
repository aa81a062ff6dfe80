import type { RunEvent } from '@muster/schema';
import { Arg, ID, Int, Resolver, Root, type SubscribeResolverData, Subscription } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { RunEventType } from './run-event.type';

type Call = SubscribeResolverData<unknown, { runId: string; afterSeq?: number | null }, GraphQLContext>;

const follow = ({ args, context: { viewer, services } }: Call, summaries: boolean) =>
  services.runs.events(viewer, { runId: args.runId, afterSeq: args.afterSeq ?? 0 }, { summaries });

const runIdArgument = { description: 'The run to follow.' };
const afterSeqArgument = { nullable: true, description: 'The last `seq` you have; 0 when absent.' } as const;

@Resolver()
export class RunEventResolver {
  @Subscription(() => RunEventType, {
    description:
      'Every stored event after afterSeq (0 when absent), then live ones, in order, none missing, none twice. Ends with the run.',
    subscribe: (call: Call) => follow(call, false),
  })
  runEvents(
    @Root() event: RunEvent,
    @Arg('runId', () => ID, runIdArgument) _runId: string,
    @Arg('afterSeq', () => Int, afterSeqArgument) _afterSeq: number | null,
  ): RunEvent {
    return event;
  }

  @Subscription(() => RunEventType, {
    description:
      'As runEvents, without the `input` and `output` of the run and its nodes in `data`: read those of one node with `Run.nodeRun`.',
    subscribe: (call: Call) => follow(call, true),
  })
  runEventSummaries(
    @Root() event: RunEvent,
    @Arg('runId', () => ID, runIdArgument) _runId: string,
    @Arg('afterSeq', () => Int, afterSeqArgument) _afterSeq: number | null,
  ): RunEvent {
    return event;
  }
}
