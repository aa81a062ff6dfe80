import {
  defaultTierModels,
  findPrice,
  type ModelPrices,
  type ModelTier,
  modelTiers,
  priceOf,
  type TokenPrice,
  UserError,
} from '@muster/schema';
import type { ModelProvider } from './model-provider';
import { createOfflineProvider } from './offline/offline.provider';
import { createOpenAiProvider } from './openai/openai.provider';

export interface ModelSettings {
  /** A key or a base URL of its own (Ollama, vLLM …) makes the OpenAI-compatible provider available. */
  openaiApiKey?: string | undefined;
  openaiBaseUrl?: string | undefined;
  /** Model names that replace the defaults of a tier. */
  tierModels?: Partial<Record<ModelTier, string | undefined>> | undefined;
  /** Prices besides those of the catalogue. */
  prices?: ModelPrices | undefined;
  /** How long one model request may be silent, and last altogether. */
  timeouts?: { silentMs: number; totalMs: number } | undefined;
  /** Pause between two words of the demonstration model. */
  offlineWordDelayMs?: number | undefined;
}

export interface ChosenModel {
  provider: ModelProvider;
  model: string;
  /** Null when it is not known: then its cost counts as 0, and no budget in US dollars can hold it. */
  price: TokenPrice | null;
}

/** Which provider serves which model. */
export interface ModelRegistry {
  /** The provider of `model`, or of the tier's default when it is empty. Throws UserError MODEL_NOT_CONFIGURED. */
  choose(model: string | undefined, tier: ModelTier): ChosenModel;
  readonly tierModels: Readonly<Record<ModelTier, string>>;
  /** True when no real provider is configured, so that everything said is a demonstration. */
  readonly demonstration: boolean;
}

const OFFLINE = 'offline';

/** Builds the registry from the parsed environment. */
export function createModelRegistry(settings: ModelSettings): ModelRegistry {
  const offline = createOfflineProvider({ wordDelayMs: settings.offlineWordDelayMs ?? 25 });
  const openai =
    settings.openaiApiKey || settings.openaiBaseUrl
      ? createOpenAiProvider({
          apiKey: settings.openaiApiKey,
          baseUrl: settings.openaiBaseUrl,
          timeouts: settings.timeouts,
        })
      : null;
  const tierModels = Object.fromEntries(
    modelTiers.map((tier) => [tier, settings.tierModels?.[tier] || (openai ? defaultTierModels[tier] : OFFLINE)]),
  ) as Record<ModelTier, string>;
  return {
    tierModels,
    demonstration: openai === null,
    choose(wanted, tier) {
      const model = wanted || tierModels[tier];
      const price = priceOf(model, settings.prices);
      if (model === OFFLINE) return { provider: offline, model, price };
      const family = findPrice(model)?.provider ?? 'openai';
      if (family === 'openai' && openai) return { provider: openai, model, price };
      throw new UserError('MODEL_NOT_CONFIGURED', `No provider is configured for the model "${model}".`);
    },
  };
}
