import type { ModelRegistry } from '../agents';
import type { Config } from '../config/config';
import type { SystemFacts } from '../modules/system/system.service';

/** What people may know of the installation, and what it lacks for real work. */
export function systemFacts(config: Config, { tierModels, demonstration }: ModelRegistry): SystemFacts {
  return {
    engine: config.engine,
    models: { strong: tierModels.strong, standard: tierModels.standard, fast: tierModels.fast },
    demonstration,
    missing: demonstration
      ? [
          'Set OPENAI_API_KEY (or OPENAI_BASE_URL for Ollama, vLLM and the like): the words of agents are a demonstration.',
        ]
      : [],
  };
}
