import type { RunEvent } from '@muster/schema';
import { UnexpectedError } from '@muster/schema';
import type { EventBus } from '../../runtime';
import { type AgentJob, speakerOf } from '../agent-job';
import type { ModelProvider, ModelReply, ModelRequest } from '../providers/model-provider';

/** Words are sent on at most this often, so that a fast model does not drown its readers. */
const FLUSH_MS = 30;

/** One call to a model; what it writes goes to the bus as `agent.token` while it writes. */
export async function callModel(
  bus: EventBus,
  job: AgentJob,
  provider: ModelProvider,
  request: ModelRequest,
  at: { turn: number; attempt: number; now: () => Date },
): Promise<ModelReply> {
  let waiting = '';
  let index = 0;
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting === '' || request.signal.aborted) return;
    const event: RunEvent = {
      runId: job.key.runId,
      seq: null,
      type: 'agent.token',
      nodeId: job.key.nodeId,
      iteration: job.key.iteration,
      at: at.now().toISOString(),
      data: {
        ...speakerOf(job),
        text: waiting,
        turn: at.turn,
        attempt: at.attempt,
        index,
        ...(provider.demonstration ? { demonstration: true } : {}),
      },
    };
    index += 1;
    waiting = '';
    bus.publish(event);
  };
  try {
    for await (const delta of provider.stream(request)) {
      if (delta.kind === 'reply') return delta.reply;
      waiting += delta.text;
      if (index === 0) flush();
      else timer ??= setTimeout(flush, FLUSH_MS);
    }
  } finally {
    flush();
  }
  throw new UnexpectedError(`provider ${provider.name} ended a stream without a reply`);
}
