import { afterEach, beforeEach, describe } from 'vitest';
import { cancelCases } from './cases/cancel.cases';
import { compiledCases } from './cases/compiled.cases';
import { crashCases } from './cases/crash.cases';
import { failureCases } from './cases/failure.cases';
import { flowCases } from './cases/flow.cases';
import { invokeCases } from './cases/invoke.cases';
import { scopeCases } from './cases/scope.cases';
import { specCases } from './cases/spec.cases';
import { stepCases } from './cases/step.cases';
import { stopCases } from './cases/stop.cases';
import { triggerCases } from './cases/trigger.cases';
import type { EngineHarness } from './harness';
import { Workbench } from './workbench';

/** The one suite for every engine, over the whole of the runtime: what a run means (design §4) and what is durable. */
export function describeEngine(name: string, harness: EngineHarness): void {
  describe(`engine: ${name}`, () => {
    let bench: Workbench;
    beforeEach(async () => {
      bench = await Workbench.open(harness);
    });
    afterEach(() => bench.close());
    const current = () => bench;

    describe('flow', () => flowCases(current));
    describe('scopes', () => scopeCases(current));
    describe('triggers', () => triggerCases(current));
    describe('compiled fixtures', () => compiledCases(current));
    describe('failure', () => failureCases(current));
    describe('stop', () => stopCases(current));
    describe('cancel', () => cancelCases(current));
    describe('invoke', () => invokeCases(current));
    describe('function specs', () => specCases(current));
    describe('steps', () => stepCases(current));
    describe('crash', () => crashCases(current));
  });
}
