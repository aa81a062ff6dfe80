import type { ModelTier } from './roles';

/** Price of a model in US dollars per million tokens. */
export interface ModelPrice {
  model: string;
  provider: 'openai' | 'anthropic' | 'offline';
  inputPerMillionUsd: number;
  outputPerMillionUsd: number;
}

/** Prices are data: correct them here. A model that is missing runs, and its cost shows as unknown (0). */
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

/** Cost in US dollars; null when the model has no known price. */
export function costOf(model: string, inputTokens: number, outputTokens: number): number | null {
  const price = findPrice(model);
  if (!price) return null;
  return (inputTokens * price.inputPerMillionUsd + outputTokens * price.outputPerMillionUsd) / 1_000_000;
}
