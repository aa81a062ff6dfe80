import { simulatedHarness } from '../../testing/simulated-harness';
import { describeEngine } from '../conformance/describe-engine';

describeEngine('simulated', simulatedHarness({ seed: 1 }));
describeEngine('simulated, every step in a call of its own', simulatedHarness({ seed: 2, breakOff: 1 }));
