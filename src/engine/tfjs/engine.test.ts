import { describe } from 'vitest';
import { gradientSuite } from '../../testing/engine/gradient-suite';
import { stepSuite } from '../../testing/engine/step-suite';
import { openCpu } from './backends/cpu';

describe('the CPU engine', () => {
  const open = async (): Promise<void> => {
    await openCpu();
  };
  gradientSuite(open);
  stepSuite(open);
});
