import type { ModelRegistry } from '../agents';
import type { CompileEnv } from '../compiler/env';
import { INNGEST_STEPS } from '../compiler/report/steps';
import type { Config } from '../config/config';

/** What the compiler must know of this installation: the models of the tiers, and how many steps its engine takes. */
export const compileEnvOf = (
  { engine, models }: { engine: Config['engine']; models?: Pick<Config['models'], 'prices'> },
  { tierModels }: Pick<ModelRegistry, 'tierModels'>,
): Omit<CompileEnv, 'squads'> => ({
  modelFor: (tier) => tierModels[tier],
  ...(models ? { prices: models.prices } : {}),
  ...(engine === 'inngest' ? { maxSteps: INNGEST_STEPS } : {}),
});
