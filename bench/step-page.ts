import { openEngine } from '../src/engine/opening/open';
import { countCalls } from './card-counts';
import { measureStep, type StepCase, type StepMeasurement } from './measure-step';

declare global {
  interface Window {
    measure?: (wanted: StepCase) => Promise<StepMeasurement>;
  }
}

countCalls();
window.measure = async (wanted) => measureStep(wanted, await openEngine(wanted.engine));
