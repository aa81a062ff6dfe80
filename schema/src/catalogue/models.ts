import { z } from 'zod';
import type { Usage } from '../run/status';
import type { ModelTier } from './roles';

/** What tokens of a model cost, in US dollars per million. */
export const tokenPrice = z.strictObject({
  inputPerMillionUsd: z.number().min(0).max(1_000_000),
  outputPerMillionUsd: z.number().min(0).max(1_000_000),
});
export type TokenPrice = z.infer<typeof tokenPrice>;

/** Prices by the name of the model, such as those the operator gives in `MUSTER_MODEL_PRICES`. */
export const modelPriceList = z.record(z.string().min(1).max(200), tokenPrice);
export type ModelPrices = z.infer<typeof modelPriceList>;

/** Price of a model that is known without being told. */
export interface ModelPrice extends TokenPrice {
  model: string;
  provider: 'openai' | 'anthropic' | 'offline';
}

/**
 * Prices are data: correct them here. A model that is missing runs, and its cost shows as unknown (0); with a budget in US
 * dollars it is refused.
 */
export const modelPrices: readonly ModelPrice[] = [
  { model: 'offline', provider: 'offline', inputPerMillionUsd: 0, outputPerMillionUsd: 0 },
  { model: 'gpt-5', provider: 'openai', inputPerMillionUsd: 1.25, outputPerMillionUsd: 10 },
  { model: 'gpt-5-mini', provider: 'openai', inputPerMillionUsd: 0.25, outputPerMillionUsd: 2 },
  { model: 'gpt-5-nano', provider: 'openai', inputPerMillionUsd: 0.05, outputPerMillionUsd: 0.4 },
  { model: 'gpt-4.1', provider: 'openai', inputPerMillionUsd: 2, outputPerMillionUsd: 8 },
  { model: 'gpt-4.1-mini', provider: 'openai', inputPerMillionUsd: 0.4, outputPerMillionUsd: 1.6 },
  { model: 'gpt-4o', provider: 'openai', inputPerMillionUsd: 2.5, outputPerMillionUsd: 10 },
  { model: 'gpt-4o-mini', provider: 'openai', inputPerMillionUsd: 0.15, outputPerMillionUsd: 0.6 },
];

/** The model of each tier when `OPENAI_API_KEY` is set; without a key every tier is `offline`. */
export const defaultTierModels: Record<ModelTier, string> = {
  strong: 'gpt-5',
  standard: 'gpt-5-mini',
  fast: 'gpt-5-nano',
};

export const findPrice = (model: string): ModelPrice | undefined => modelPrices.find((price) => price.model === model);

/** Returns the price of a model: the operator's before the one listed here; null when neither is known. */
export function priceOf(model: string, prices: ModelPrices = {}): TokenPrice | null {
  return (Object.hasOwn(prices, model) ? prices[model] : findPrice(model)) ?? null;
}

/** Cost of tokens in US dollars; null when the price is not known. */
export function costAt(price: TokenPrice | null, inputTokens: number, outputTokens: number): number | null {
  if (!price) return null;
  return (inputTokens * price.inputPerMillionUsd + outputTokens * price.outputPerMillionUsd) / 1_000_000;
}

/** Returns the usage of one call to a model; an unknown price counts as 0. */
export const usageOfCall = (
  price: TokenPrice | null,
  { inputTokens, outputTokens }: Pick<Usage, 'inputTokens' | 'outputTokens'>,
): Usage => ({ inputTokens, outputTokens, costUsd: costAt(price, inputTokens, outputTokens) ?? 0, modelCalls: 1 });
