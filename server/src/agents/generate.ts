import type { ModelAnswer, ModelCall } from '@muster/nodes';
import { addUsage, noUsage, UserError, usageOfCall } from '@muster/schema';
import { assertSchema, type FormChecks, readAnswer, repairRequest } from './loop/answer-form';
import { agentLimits } from './loop/limits';
import { fence, trustRules } from './prompts/fence';
import { answerForm } from './prompts/opening';
import type { ModelMessage } from './providers/model-provider';
import type { ModelRegistry } from './providers/registry';

/** The single model call of `NodeContext.generate`; the prompt is taken for untrusted text. See `Agents.generate`. */
export function createGenerate(models: ModelRegistry, schemas: FormChecks['schemas']) {
  return async (
    call: ModelCall,
    { signal, workspaceId }: { signal: AbortSignal; workspaceId: string },
  ): Promise<ModelAnswer> => {
    const checks = { schemas, workspaceId };
    await assertSchema(checks, call.outputSchema);
    const { provider, model, price } = models.choose(call.model, call.tier ?? 'fast');
    const messages: ModelMessage[] = [
      { role: 'system', text: `${call.system}\n\n${trustRules}\n\n${answerForm(call.outputSchema)}` },
      { role: 'user', text: fence('text', call.prompt) },
    ];
    let usage = noUsage;
    for (let repairs = 0; ; repairs += 1) {
      const reply = await provider.generate({ model, messages, outputSchema: call.outputSchema, signal });
      usage = addUsage(usage, usageOfCall(price, reply.usage));
      const answer = await readAnswer(checks, reply.text, call.outputSchema);
      if (answer.ok) return { text: reply.text, data: answer.data, usage, model };
      if (repairs >= agentLimits.repairs) throw new UserError('OUTPUT_INVALID', answer.problem);
      messages.push(
        { role: 'assistant', text: reply.text, toolCalls: [] },
        { role: 'user', text: repairRequest(answer.problem, call.outputSchema) },
      );
    }
  };
}
