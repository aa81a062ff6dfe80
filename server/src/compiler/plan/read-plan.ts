import { describeProblems, isJsonObject, type JsonObject, showPath, UserError } from '@muster/schema';
import { z } from 'zod';
import { CURRENT_PLAN_VERSION, type ExecutionPlan, executionPlan, type FunctionSpec, functionSpec } from '../plan';

/** From the plan version that is the key to the next one. Plans are migrated when they are read; stored ones never change. */
export type PlanMigrations = Readonly<Record<number, (plan: JsonObject) => JsonObject>>;

const migrations: PlanMigrations = {};

/** Applies migrations one version at a time. Throws `PLAN_UNREADABLE` for a version that is newer, or has no migration. */
export function migratePlan(stored: unknown, steps: PlanMigrations = migrations, current = CURRENT_PLAN_VERSION) {
  if (!isJsonObject(stored)) throw unreadable('The stored plan must be an object');
  let plan: JsonObject = stored;
  const version = plan.planVersion;
  if (typeof version !== 'number' || !Number.isInteger(version)) throw unreadable('planVersion must be a whole number');
  if (version > current) {
    throw unreadable(`planVersion is ${version}, and this server reads up to ${current}: update Muster`);
  }
  for (let from = version; from < current; from += 1) {
    const step = steps[from];
    if (!step) throw unreadable(`planVersion is ${version}, and this server has no migration from ${from}`);
    plan = { ...step(plan), planVersion: from + 1 };
  }
  return plan;
}

/**
 * Reads the plan of a version as it was stored, by this or an older Muster.
 * @throws UserError `PLAN_UNREADABLE`, which says what is wrong and where.
 */
export function readPlan(stored: unknown): ExecutionPlan {
  const plan = parse(executionPlan, migratePlan(stored), 'plan');
  const nodeIds = new Set(plan.nodes.map(({ id }) => id));
  const named = [
    ...plan.edges.flatMap(({ source, target }) => [source.node, target.node]),
    ...plan.steps.flatMap((step) => step.nodeIds),
    ...(plan.leadId === null ? [] : [plan.leadId]),
  ];
  const missing = named.find((id) => !nodeIds.has(id));
  if (missing !== undefined) throw unreadable(`an edge or a step names the node "${missing}", which is missing`);
  return plan;
}

/**
 * Reads the functions of a version as they were stored.
 * @throws UserError `PLAN_UNREADABLE`, which says what is wrong and where.
 */
export const readFunctions = (stored: unknown): FunctionSpec[] => parse(z.array(functionSpec), stored, 'functions');

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, name: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [problem] = describeProblems(parsed.error, 1);
  throw unreadable(`${showPath([name, ...(problem?.path ?? [])])} ${problem?.message ?? 'has the wrong form'}`);
}

const unreadable = (reason: string) =>
  new UserError('PLAN_UNREADABLE', `The plan of this version cannot be read: ${reason}. Publish the workflow again.`);
